package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.portlease.invoice.Party;
import org.portlease.invoice.PartyJson;
import org.portlease.provider.Installation;
import org.portlease.provider.Master;
import org.portlease.provider.RuleKind;

/** What holds for the whole installation. */
@ApplicationScoped
@Transactional(dontRollbackOn = RefusedException.class)
public class Settings {

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Settings() {}

    /** Outside a container. */
    public Settings(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What is set.
     *
     * @param callingStationToMaster whether Calling-Station-Id goes to the external Master
     * @param identificationOrder kinds of rule in the order in which they are asked
     * @param seller who sells, on invoices; empty for nobody
     * @param zone of the dates of invoices
     */
    public record Values(
            Master master,
            boolean callingStationToMaster,
            List<RuleKind> identificationOrder,
            Optional<Party> seller,
            ZoneId zone) {}

    public Values now() {
        Installation row = row();
        return new Values(
                row.master(),
                row.callingStationToMaster(),
                row.identificationOrder(),
                row.seller().map(PartyJson::read),
                row.zone());
    }

    /**
     * @throws IllegalArgumentException where the order names a kind twice
     */
    public void set(Values values) {
        Installation row = row();
        row.identifyBy(values.identificationOrder());
        row.useMaster(values.master(), values.callingStationToMaster());
        row.invoiceFrom(values.seller().map(PartyJson::write).orElse(null), values.zone());
    }

    private Installation row() {
        return entities.find(Installation.class, Installation.ID);
    }
}
