package org.portlease.billing;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.Currency;
import org.portlease.provider.Checks;

/** A list of prices in one currency. What they are, its versions say, each from a day on. */
@Entity
public class Tariff {

    private static final int LONGEST_NAME = 64;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;
    private String currency;

    @SuppressWarnings("NullAway.Init")
    protected Tariff() {}

    private Tariff(String name, Currency currency) {
        this.name = name;
        this.currency = currency.getCurrencyCode();
    }

    static Tariff named(String name, Currency currency) {
        return new Tariff(Checks.text("a tariff's name", name, LONGEST_NAME), currency);
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }
}
