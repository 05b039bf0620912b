package org.portlease.billing;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.tariff.PriceReader;
import org.portlease.tariff.Prices;

/**
 * The prices of a tariff from a day on. A billing period is priced as a whole by the version of its
 * first day. It never changes, but for its end.
 */
@Entity
@Table(name = "tariff_version")
public class TariffVersion {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long tariffId;
    private LocalDate validFrom;
    private @Nullable LocalDate validUntil;
    private String prices;

    @SuppressWarnings("NullAway.Init")
    protected TariffVersion() {}

    TariffVersion(
            Tariff tariff, LocalDate validFrom, @Nullable LocalDate validUntil, String prices) {
        this.tariffId = tariff.id();
        this.validFrom = validFrom;
        this.validUntil = validUntil;
        this.prices = prices;
    }

    public long id() {
        return id;
    }

    long tariffId() {
        return tariffId;
    }

    public LocalDate validFrom() {
        return validFrom;
    }

    /** The first day after it; empty for good. */
    public Optional<LocalDate> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    /** As they were published: JSON. */
    public String text() {
        return prices;
    }

    public Prices prices() {
        return PriceReader.read(prices);
    }

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validUntil == null || day.isBefore(validUntil));
    }

    boolean overlaps(LocalDate from, @Nullable LocalDate until) {
        return (until == null || validFrom.isBefore(until))
                && (validUntil == null || from.isBefore(validUntil));
    }

    /** Another one follows from that day on. */
    void endOn(LocalDate day) {
        validUntil = day;
    }
}
