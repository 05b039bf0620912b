package org.portlease.billing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;
import org.portlease.provider.Checks;

/** What a tax code means from a day on, until the next one's day. */
@Entity
@Table(name = "tax_rate")
public class TaxRate {

    private static final int LONGEST_CODE = 16;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String code;
    private LocalDate validFrom;

    @Enumerated(EnumType.STRING)
    private TaxCategory category;

    @Column(precision = 6, scale = 3)
    private BigDecimal rate;

    private @Nullable String reason;

    @SuppressWarnings("NullAway.Init")
    protected TaxRate() {}

    private TaxRate(String code, LocalDate validFrom, Tax tax) {
        this.code = code;
        this.validFrom = validFrom;
        this.category = tax.category();
        this.rate = tax.percent();
        this.reason = tax.reason();
    }

    static TaxRate of(String code, LocalDate validFrom, Tax tax) {
        return new TaxRate(Checks.text("a tax code", code, LONGEST_CODE), validFrom, tax);
    }

    public long id() {
        return id;
    }

    public String code() {
        return code;
    }

    public LocalDate validFrom() {
        return validFrom;
    }

    public Tax tax() {
        return new Tax(category, rate, reason);
    }
}
