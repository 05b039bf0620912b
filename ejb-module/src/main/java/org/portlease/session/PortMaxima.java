package org.portlease.session;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/**
 * The most ports that one capacity row had in use at once, five minutes by five minutes. Inside a
 * transaction of the caller's.
 */
public final class PortMaxima {

    private final EntityManager entities;

    public PortMaxima(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Those of the five minutes that begin in a time, the oldest first.
     *
     * @param until the first instant after it
     */
    public List<Integer> of(long capacityId, Instant from, Instant until) {
        Instant begin = PortSlots.beginOf(from);
        Instant first = begin.isBefore(from) ? begin.plus(PortSlots.LENGTH) : begin;
        Instant last = PortSlots.beginOf(until.minusNanos(1));
        PortSlots slots = new PortSlots();
        before(capacityId, first)
                .forEach(peak -> slots.add(peak.slotAt(), peak.most(), peak.atItsEnd()));
        entities
                .createQuery(
                        "select p from PortPeak p where p.capacityId = :id"
                                + " and p.slotAt >= :first and p.slotAt <= :last",
                        PortPeak.class)
                .setParameter("id", capacityId)
                .setParameter("first", first)
                .setParameter("last", last)
                .getResultList()
                .stream()
                .forEach(peak -> slots.add(peak.slotAt(), peak.most(), peak.atItsEnd()));
        Capacity running = entities.find(Capacity.class, capacityId);
        if (!running.slotAt().isAfter(last)) {
            slots.add(running.slotAt(), running.slotMost(), running.inUse());
        }
        return first.isAfter(last) ? List.of() : slots.most(first, last);
    }

    private List<PortPeak> before(long capacityId, Instant first) {
        return entities.createQuery(
                        "select p from PortPeak p where p.capacityId = :id and p.slotAt < :first"
                                + " order by p.slotAt desc",
                        PortPeak.class)
                .setParameter("id", capacityId)
                .setParameter("first", first)
                .setMaxResults(1)
                .getResultList();
    }
}
