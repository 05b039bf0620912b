package org.portlease.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.portlease.contract.AddedAttribute;
import org.portlease.contract.Directory;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.AttributeRule.Direction;
import org.portlease.provider.Nas;
import org.portlease.radius.packet.AttributeFilter;
import org.portlease.radius.packet.AttributeName;
import org.portlease.radius.packet.AttributeValue;
import org.portlease.radius.packet.Packet;
import org.portlease.secret.KeyRing;

/**
 * Which attributes pass between NASes and each client provider, and which the master adds, by one
 * version of the configuration. Read once a provider, a contract and a point of presence, when it
 * is first asked for; safe for many threads.
 */
final class ProviderAttributes {

    private final Directory directory;
    private final KeyRing keys;
    private final Map<Long, AttributeFilter> toNas = new ConcurrentHashMap<>();
    private final Map<Long, AttributeFilter> toHome = new ConcurrentHashMap<>();
    private final Map<Somewhere, Addition> additions = new ConcurrentHashMap<>();

    ProviderAttributes(Directory directory, KeyRing keys) {
        this.directory = directory;
        this.keys = keys;
    }

    Directory directory() {
        return directory;
    }

    /** What of an answer, or of a request, of the provider's a NAS may get: itself where all. */
    Packet toNas(long providerId, Packet packet) {
        return toNas.computeIfAbsent(providerId, id -> filter(id, Direction.TO_NAS)).apply(packet);
    }

    /** The same of the answer to a request that went that way; the master's own gets all. */
    Packet toNas(Route route, Packet packet) {
        return route.contract()
                .map(contract -> toNas(contract.providerId(), packet))
                .orElse(packet);
    }

    /** What of a NAS's request the provider may get: itself where all. */
    Packet toHome(long providerId, Packet packet) {
        return toHome.computeIfAbsent(providerId, id -> filter(id, Direction.TO_HOME))
                .apply(packet);
    }

    /** The Access-Accept with what the master adds, in place of what is there under that name. */
    Packet complete(Packet accept, Route route, Nas nas) {
        route.contract()
                .map(contract -> added(contract.id(), nas))
                .ifPresent(addition -> addition.putInto(accept));
        return accept;
    }

    /** Whether a change says something under a name that the master adds. */
    boolean changesAdded(Packet change, long contractId, Nas nas) {
        return added(contractId, nas).isIn(change);
    }

    private Addition added(long contractId, Nas nas) {
        return additions.computeIfAbsent(new Somewhere(contractId, nas.popId()), this::addition);
    }

    private AttributeFilter filter(long providerId, Direction direction) {
        List<AttributeName> allowed = new ArrayList<>();
        List<AttributeName> denied = new ArrayList<>();
        for (AttributeRule rule : directory.attributeRules(providerId)) {
            if (rule.direction() == direction) {
                readable(
                        "a rule for what passes: " + rule.attribute(),
                        () -> {
                            AttributeName name = AttributeName.parse(rule.attribute());
                            if (rule.isAllowed()) {
                                allowed.add(name);
                            } else {
                                denied.add(AttributeFilter.checkDeniable(name));
                            }
                        });
            }
        }
        return direction == Direction.TO_NAS
                ? AttributeFilter.toNas(allowed, denied)
                : AttributeFilter.toHome(allowed, denied);
    }

    /** A point of presence's own attributes stand in for the general ones of the same name. */
    private Addition addition(Somewhere where) {
        List<AttributeValue> general = new ArrayList<>();
        List<AttributeValue> local = new ArrayList<>();
        for (AddedAttribute added : directory.addedAttributes(where.contractId(), where.popId())) {
            readable(
                    "an attribute to add: " + added.attribute(),
                    () ->
                            (added.popId().isPresent() ? local : general)
                                    .add(
                                            AttributeValue.parse(
                                                    AttributeName.parse(added.attribute()),
                                                    text(added),
                                                    added.tag())));
        }
        Set<AttributeName> own = names(local);
        general.removeIf(value -> own.contains(value.name()));
        general.addAll(local);
        return new Addition(names(general), List.copyOf(general));
    }

    private String text(AddedAttribute added) {
        return new String(keys.decrypt(added.encryptedValue()), StandardCharsets.UTF_8);
    }

    private static Set<AttributeName> names(Collection<AttributeValue> values) {
        Set<AttributeName> names = new HashSet<>();
        values.forEach(value -> names.add(value.name()));
        return names;
    }

    /** What was not checked when it was configured must not cost every session of the contract. */
    private static void readable(String what, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            EndpointLog.LOG.attributeLeftOut(what, String.valueOf(e.getMessage()));
        }
    }

    private record Somewhere(long contractId, long popId) {}

    private record Addition(Set<AttributeName> names, List<AttributeValue> values) {
        void putInto(Packet accept) {
            names.forEach(name -> name.removeFrom(accept));
            values.forEach(value -> value.addTo(accept));
        }

        boolean isIn(Packet packet) {
            return AttributeFilter.toHome(List.of(), names).apply(packet) != packet;
        }
    }
}
