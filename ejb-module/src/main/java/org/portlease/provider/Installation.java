package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one row that stands for the whole installation: which world lives in the database, which key
 * its secrets were encrypted with, and the version that every transaction which changes
 * configuration raises.
 */
@Entity
public class Installation {

    /** The key of its only row. */
    public static final short ID = 1;

    @Id private short id;
    private @Nullable UUID identity;
    private @Nullable String world;
    private long configVersion;
    private byte @Nullable [] keyCheck;
    private byte @Nullable [] digestKey;

    @Enumerated(EnumType.STRING)
    private Master master;

    private boolean callingStationToMaster;
    private String identificationOrder;
    private @Nullable String seller;
    private String timeZone;

    @SuppressWarnings("NullAway.Init")
    protected Installation() {}

    public long configVersion() {
        return configVersion;
    }

    /** Makes every node read the configuration again. */
    public void raiseConfigVersion() {
        configVersion++;
    }

    /**
     * What sets this installation's marks on packets apart from those of another one, even if that
     * was made from the same package and has the same key. All zero before the first start.
     */
    public UUID identity() {
        return identity == null ? new UUID(0, 0) : identity;
    }

    /** Gives it its identity, at the first start; later ones change nothing. */
    public void identifyAs(UUID newIdentity) {
        if (identity == null) {
            identity = newIdentity;
        }
    }

    /** The world that the database is of; empty until the first start has claimed it. */
    public Optional<String> world() {
        return Optional.ofNullable(world);
    }

    public void claimFor(String newWorld) {
        if (world != null && !world.equals(newWorld)) {
            throw new IllegalStateException(
                    "the database is of the world " + world + ", not " + newWorld);
        }
        world = newWorld;
    }

    /** The secret of all keyed digests, encrypted; empty until the first start. */
    public Optional<byte[]> digestKey() {
        return Optional.ofNullable(digestKey).map(byte[]::clone);
    }

    public void keepDigestKey(byte[] encrypted) {
        digestKey = Checks.ciphertext(encrypted);
    }

    /** Proves that a node's digests are this database's; empty until the first start. */
    public Optional<byte[]> keyCheck() {
        return Optional.ofNullable(keyCheck).map(byte[]::clone);
    }

    public void keepKeyCheck(byte[] check) {
        keyCheck = check.clone();
    }

    /**
     * Says who sells: for invoices.
     *
     * @param newSeller JSON of a party; null for nobody
     * @param zone of the dates of invoices
     */
    public void invoiceFrom(@Nullable String newSeller, ZoneId zone) {
        seller = newSeller;
        timeZone = zone.getId();
    }

    /** Who sells, as JSON; empty where nobody has said. */
    public Optional<String> seller() {
        return Optional.ofNullable(seller);
    }

    /** Of the dates of invoices. */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    public Master master() {
        return master;
    }

    /** Whether Calling-Station-Id goes to the external Master RADIUS server. */
    public boolean callingStationToMaster() {
        return callingStationToMaster;
    }

    public void useMaster(Master newMaster, boolean withCallingStation) {
        master = newMaster;
        callingStationToMaster = withCallingStation;
    }

    /** The kinds of rule in the order in which they are asked. */
    public List<RuleKind> identificationOrder() {
        return Arrays.stream(identificationOrder.split(",", -1))
                .map(kind -> RuleKind.valueOf(kind.strip()))
                .toList();
    }

    public void identifyBy(List<RuleKind> order) {
        if (order.isEmpty() || EnumSet.copyOf(order).size() != order.size()) {
            throw new IllegalArgumentException(
                    "the order of identification must name each kind at most once, but was "
                            + order);
        }
        identificationOrder = order.stream().map(RuleKind::name).collect(Collectors.joining(","));
    }
}
