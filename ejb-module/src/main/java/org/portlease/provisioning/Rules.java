package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Nas;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;

/** The rules that tell whose a request is. */
@ApplicationScoped
@Transactional(dontRollbackOn = RefusedException.class)
public class Rules {

    private static final Listing<IdentificationRule, Long> LISTING =
            Listing.numbered(IdentificationRule.class, IdentificationRule::id)
                    .sortable("pattern", IdentificationRule::pattern);

    private static final Insertion<IdentificationRule> INSERTION =
            Insertion.<IdentificationRule>into("identification_rule")
                    .with("kind", rule -> rule.kind().name())
                    .with("match", rule -> rule.match().name())
                    .with("pattern", IdentificationRule::pattern)
                    .with("nas_id", rule -> orNull(rule.nasId()))
                    .with("contract_id", rule -> orNull(rule.contractId()))
                    .with("overflow", IdentificationRule::isOverflow);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Rules() {}

    /** Outside a container. */
    public Rules(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What one says.
     *
     * @param nas the id of the only source that it is for; empty for every one
     * @param contract the id of the contract whose the request is; empty for the master's own
     * @param overflow whether what it knows are calls that overflowed from their client's own lines
     */
    public record Plan(
            RuleKind kind,
            RuleMatch match,
            String pattern,
            Optional<Long> nas,
            Optional<Long> contract,
            boolean overflow) {

        public Plan {
            if (overflow && (kind != RuleKind.CALLED_NUMBER || contract.isEmpty())) {
                throw new IllegalArgumentException(
                        "is for rules of kind CALLED_NUMBER that name a provider: the number that"
                                + " its calls hunt to");
            }
        }
    }

    /** Which rules are wanted: those that all of it is true of. */
    public record Wanted(
            Optional<RuleKind> kind,
            Optional<String> pattern,
            Optional<Long> nas,
            Optional<Long> contract) {}

    public Page<IdentificationRule> page(PageRequest request, Wanted wanted) {
        return LISTING.page(
                entities,
                request,
                Filter.equal("kind", wanted.kind()),
                Filter.equal("pattern", wanted.pattern()),
                Filter.equal("nasId", wanted.nas()),
                Filter.equal("contractId", wanted.contract()));
    }

    public Optional<IdentificationRule> find(long id) {
        return Optional.ofNullable(entities.find(IdentificationRule.class, id));
    }

    /** Those with one of the patterns. */
    public List<IdentificationRule> withPatterns(Collection<String> patterns) {
        return entities.createQuery(
                        "select r from IdentificationRule r where r.pattern in :patterns"
                                + " order by r.id",
                        IdentificationRule.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("patterns", patterns)
                .getResultList();
    }

    /**
     * @throws RefusedException where a rule looks for the same already
     * @throws IllegalArgumentException where the plan contradicts itself
     */
    public IdentificationRule create(Plan plan) {
        IdentificationRule rule = rule(plan);
        refuseIfKnown(rule, null);
        entities.persist(rule);
        return rule;
    }

    /** One of many, of which it is known that no other looks for the same: see {@link #add}. */
    public IdentificationRule make(Plan plan) {
        return rule(plan);
    }

    /** Writes many that were made. */
    public void add(List<IdentificationRule> made) {
        INSERTION.write(entities, made);
    }

    /** Sessions that are open stay whose they are. */
    public IdentificationRule change(long id, Plan plan) {
        IdentificationRule wanted = rule(plan);
        refuseIfKnown(wanted, id);
        return change(entities.find(IdentificationRule.class, id), plan);
    }

    /** One of many, of which it is known that no other looks for the same. */
    public IdentificationRule change(IdentificationRule rule, Plan plan) {
        rule.become(rule(plan));
        return rule;
    }

    /** Sessions that are open stay whose they are. */
    public void remove(long id) {
        entities.remove(entities.find(IdentificationRule.class, id));
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private IdentificationRule rule(Plan plan) {
        Nas nas = plan.nas().map(id -> entities.find(Nas.class, id)).orElse(null);
        return plan.overflow()
                ? IdentificationRule.ofOverflow(
                        plan.match(), plan.pattern(), nas, plan.contract().orElseThrow())
                : IdentificationRule.of(
                        plan.kind(),
                        plan.match(),
                        plan.pattern(),
                        nas,
                        plan.contract().orElse(null));
    }

    private void refuseIfKnown(IdentificationRule wanted, @Nullable Long own) {
        withPatterns(List.of(wanted.pattern())).stream()
                .filter(other -> own == null || other.id() != own)
                .filter(wanted::asksTheSameAs)
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new RefusedException(
                                    "the rule " + other.id() + " looks for the same already");
                        });
    }
}
