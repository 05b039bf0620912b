package org.portlease.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.AccountingMode;
import org.portlease.contract.BillingTerms;
import org.portlease.contract.Conditions;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Money;
import org.portlease.provisioning.AddedAttributes;
import org.portlease.provisioning.Contracts;
import org.portlease.provisioning.Names;

/** A contract as it is shown. */
@Schema(name = "Contract")
public record ContractView(
        @Schema(examples = "3") long id,
        @Schema(examples = "North") String provider,
        @Schema(examples = "ACTIVE") ContractStatus status,
        @Schema(examples = "virtual-north@msp.example") String virtualIdentifier,
        @Schema(examples = "40") int ports,
        @Schema(examples = "10") int burstPorts,
        List<ContractForm.Share> shares,
        @Schema(examples = "2026-01-01T00:00:00Z") Instant startsAt,
        @Schema(examples = "2027-01-01T00:00:00Z") @Nullable Instant endsAt,
        @Schema(examples = "Europe/Berlin") String timeZone,
        @Schema(examples = "3600000") @Nullable Long thresholdSeconds,
        @Schema(examples = "false") boolean hardThreshold,
        @Schema(examples = "300") long leastSessionSeconds,
        @Schema(examples = "3600") long mostSessionSeconds,
        @Schema(examples = "false") boolean disconnects,
        @Schema(examples = "STORE") AccountingMode accounting,
        List<Addition> attributes,
        @Schema(examples = "EUR") String currency,
        @Schema(examples = "5000.00") @Nullable BigDecimal creditLimit,
        ContractForm.Billing billing) {

    /** An attribute that is added; its value is not shown. */
    @Schema(name = "AddedAttribute")
    public record Addition(
            @Schema(examples = "Berlin", description = "Absent for everywhere")
                    @Nullable String pop,
            @Schema(examples = "Framed-Pool") String attribute,
            @Schema(examples = "1") @Nullable Integer tag) {

        private static Addition of(AddedAttributes.Addition row, Names names) {
            return new Addition(
                    row.pop().map(names::ofPop).orElse(null),
                    row.attribute(),
                    row.tag().isPresent() ? row.tag().getAsInt() : null);
        }
    }

    static ContractView of(Contracts.Entry entry, Names names) {
        Contract contract = entry.contract();
        Conditions conditions = contract.conditions();
        return new ContractView(
                contract.id(),
                names.ofProvider(contract.providerId()),
                contract.status(),
                contract.virtualSubscriber().identifier(),
                entry.ports(),
                conditions.burstPorts(),
                entry.shares().stream()
                        .map(row -> new ContractForm.Share(names.ofPop(row.pop()), row.ports()))
                        .toList(),
                contract.startsAt(),
                contract.endsAt().orElse(null),
                contract.zone().getId(),
                contract.thresholdSeconds().isPresent()
                        ? contract.thresholdSeconds().getAsLong()
                        : null,
                conditions.hardThreshold(),
                conditions.leastSession().toSeconds(),
                conditions.mostSession().toSeconds(),
                conditions.disconnects(),
                conditions.accounting(),
                entry.attributes().stream().map(row -> Addition.of(row, names)).toList(),
                contract.currency().getCurrencyCode(),
                contract.creditLimit().map(ContractView::plain).orElse(null),
                billing(contract.billing()));
    }

    /** Alike, however many digits the database keeps. */
    private static BigDecimal plain(Money limit) {
        BigDecimal amount = limit.amount().stripTrailingZeros();
        return amount.setScale(Math.max(amount.scale(), Money.digits(limit.currency())));
    }

    private static ContractForm.Billing billing(BillingTerms terms) {
        return new ContractForm.Billing(
                terms.length(),
                terms.day(),
                terms.split(),
                terms.automatic(),
                (int) terms.delay().toSeconds(),
                terms.paymentDays(),
                terms.taxCode().orElse(null));
    }
}
