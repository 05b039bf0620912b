package org.portlease.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.TaxBook;
import org.portlease.contract.BillingCycle;
import org.portlease.contract.BillingTerms;
import org.portlease.contract.Conditions;
import org.portlease.contract.Money;
import org.portlease.contract.Terms;
import org.portlease.provisioning.AddedAttributes;
import org.portlease.provisioning.ContractPorts;
import org.portlease.provisioning.Contracts;
import org.portlease.web.api.ProblemException;

/** Makes of what is said of a contract what is agreed on, and names the field that can't be. */
@ApplicationScoped
public class ContractReader {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final String USUAL_CURRENCY = "EUR";
    private static final String USUAL_ZONE = "UTC";

    @Inject private References references;
    @Inject private AddedAttributes added;
    @Inject private TaxBook taxes;

    Contracts.Plan plan(ContractForm form) {
        Terms terms = terms(form);
        return new Contracts.Plan(
                form.virtualIdentifier(),
                form.ports(),
                shares(form),
                terms,
                conditions(form),
                billing(form, terms.zone()),
                attributes(form));
    }

    private static Terms terms(ContractForm form) {
        Currency currency = currency(form.currency());
        Instant startsAt = instant("startsAt", form.startsAt()).orElse(Instant.EPOCH);
        Instant endsAt = instant("endsAt", form.endsAt()).orElse(null);
        String zone = form.timeZone() == null ? USUAL_ZONE : form.timeZone();
        BigDecimal limit = form.creditLimit();
        return ProblemException.checked(
                "endsAt",
                () ->
                        new Terms(
                                startsAt,
                                endsAt,
                                SettingsResource.zone("timeZone", zone),
                                form.thresholdSeconds(),
                                currency,
                                limit == null ? null : new Money(limit, currency)));
    }

    private static Currency currency(@Nullable String code) {
        String said = code == null ? USUAL_CURRENCY : code;
        try {
            return Currency.getInstance(said);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    "currency", "expected a currency of ISO 4217, but got '" + said + "'");
        }
    }

    /** As precise as every database keeps it. */
    private static Optional<Instant> instant(String field, @Nullable Instant said) {
        if (said != null && (said.isBefore(FIRST) || said.isAfter(LAST))) {
            throw ProblemException.of(field, "must be " + FIRST + " to " + LAST);
        }
        return Optional.ofNullable(said).map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    }

    private static Conditions conditions(ContractForm form) {
        Conditions usual = Conditions.USUAL;
        boolean hard = Boolean.TRUE.equals(form.hardThreshold());
        if (hard && form.thresholdSeconds() == null) {
            throw ProblemException.of("hardThreshold", "needs thresholdSeconds");
        }
        return ProblemException.checked(
                "mostSessionSeconds",
                () ->
                        new Conditions(
                                form.burstPorts() == null ? usual.burstPorts() : form.burstPorts(),
                                hard,
                                seconds(form.leastSessionSeconds(), usual.leastSession()),
                                seconds(form.mostSessionSeconds(), usual.mostSession()),
                                Boolean.TRUE.equals(form.disconnects()),
                                form.accounting() == null
                                        ? usual.accounting()
                                        : form.accounting()));
    }

    private static Duration seconds(@Nullable Integer said, Duration usual) {
        return said == null ? usual : Duration.ofSeconds(said);
    }

    private BillingTerms billing(ContractForm form, ZoneId zone) {
        ContractForm.Billing said = form.billing();
        BillingTerms usual = BillingTerms.USUAL;
        if (said == null) {
            return usual;
        }
        BillingCycle.Length length = said.cycle() == null ? usual.length() : said.cycle();
        int day = said.day() == null ? usual.day() : said.day();
        ProblemException.checked("billing.day", () -> new BillingCycle(length, day, zone));
        Optional<String> taxCode = Optional.ofNullable(said.taxCode());
        if (taxCode.isPresent() && !taxes.isKnown(taxCode.get())) {
            throw ProblemException.of(
                    "billing.taxCode",
                    "expected the code of a tax rate, but there is none '" + taxCode.get() + "'");
        }
        return new BillingTerms(
                length,
                day,
                said.splitSessions() == null ? usual.split() : said.splitSessions(),
                said.issueAutomatically() == null ? usual.automatic() : said.issueAutomatically(),
                seconds(said.closeDelaySeconds(), usual.delay()),
                said.paymentDays() == null ? usual.paymentDays() : said.paymentDays(),
                taxCode);
    }

    private List<ContractPorts.Share> shares(ContractForm form) {
        List<ContractForm.Share> said = form.shares() == null ? List.of() : form.shares();
        List<ContractPorts.Share> shares = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < said.size(); i++) {
            String field = "shares[" + i + "].pop";
            String pop = said.get(i).pop();
            if (!known.add(pop)) {
                throw ProblemException.of(field, "has a share already");
            }
            shares.add(new ContractPorts.Share(references.pop(field, pop), said.get(i).ports()));
        }
        return shares;
    }

    private List<AddedAttributes.Addition> attributes(ContractForm form) {
        List<ContractForm.Addition> said =
                form.attributes() == null ? List.of() : form.attributes();
        List<AddedAttributes.Addition> additions = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            String field = "attributes[" + i + "]";
            AddedAttributes.Addition addition = addition(field, said.get(i));
            additions.add(
                    ProblemException.checked(
                            field,
                            () -> {
                                added.check(addition);
                                return addition;
                            }));
        }
        return additions;
    }

    private AddedAttributes.Addition addition(String field, ContractForm.Addition said) {
        return new AddedAttributes.Addition(
                Optional.ofNullable(said.pop()).map(pop -> references.pop(field + ".pop", pop)),
                said.attribute(),
                said.tag() == null ? OptionalInt.empty() : OptionalInt.of(said.tag()),
                Optional.ofNullable(said.value()));
    }
}
