package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.portlease.contract.AddedAttribute;
import org.portlease.contract.Contract;
import org.portlease.provider.AttributeDictionary;
import org.portlease.provider.Pop;
import org.portlease.secret.KeyRing;

/** What the master adds to the Access-Accepts of contracts. Values are never shown again. */
@ApplicationScoped
@Transactional
public class AddedAttributes {

    @PersistenceContext private EntityManager entities;
    private KeyRing keys;
    private AttributeDictionary dictionary;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected AddedAttributes() {}

    @Inject
    protected AddedAttributes(KeyRing keys, AttributeDictionary dictionary) {
        this.keys = keys;
        this.dictionary = dictionary;
    }

    /** Outside a container. */
    public AddedAttributes(EntityManager entities, KeyRing keys, AttributeDictionary dictionary) {
        this(keys, dictionary);
        this.entities = entities;
    }

    /**
     * An attribute that is added.
     *
     * @param pop the id of the point of presence where; empty for everywhere
     * @param attribute the dictionary's name, or {@code vendor:type}
     * @param value as its type is written; empty to keep what is there, and where it is shown
     */
    public record Addition(
            Optional<Long> pop, String attribute, OptionalInt tag, Optional<String> value) {

        private static Addition of(AddedAttribute row) {
            return new Addition(
                    row.popId().isPresent()
                            ? Optional.of(row.popId().getAsLong())
                            : Optional.empty(),
                    row.attribute(),
                    row.tag(),
                    Optional.empty());
        }

        private Addition withoutValue() {
            return new Addition(pop, attribute, tag, Optional.empty());
        }

        @Override
        public String toString() {
            return "Addition[" + attribute + "]";
        }
    }

    /**
     * @throws IllegalArgumentException with a sentence, where no such attribute can be made
     */
    public void check(Addition addition) {
        addition.value()
                .ifPresent(
                        value ->
                                dictionary.checkAddition(
                                        addition.attribute(), value, addition.tag()));
    }

    /** By the contract's id. */
    Map<Long, List<Addition>> of(Collection<Contract> contracts) {
        return rows(contracts).stream()
                .collect(
                        Collectors.groupingBy(
                                AddedAttribute::contractId,
                                Collectors.mapping(Addition::of, Collectors.toList())));
    }

    private List<AddedAttribute> rows(Collection<Contract> contracts) {
        return entities.createQuery(
                        "select a from AddedAttribute a where a.contractId in :ids order by a.id",
                        AddedAttribute.class)
                .setParameter("ids", contracts.stream().map(Contract::id).toList())
                .getResultList();
    }

    /**
     * @throws IllegalArgumentException where a value is missing
     */
    void add(Contract contract, List<Addition> additions) {
        Secrets secrets = new Secrets(keys);
        for (Addition addition : additions) {
            String value = addition.value().orElseThrow(() -> needsValue(addition));
            entities.persist(row(contract, addition, secrets.encrypted(value)));
        }
        entities.flush();
    }

    /**
     * An addition without a value keeps that of the next row for the same attribute, tag and place.
     *
     * @throws IllegalArgumentException where there is none
     */
    void replace(Contract contract, List<Addition> additions) {
        List<AddedAttribute> known = new ArrayList<>(rows(List.of(contract)));
        List<Addition> shown = additions.stream().map(Addition::withoutValue).toList();
        boolean same =
                shown.equals(known.stream().map(Addition::of).toList())
                        && additions.stream().allMatch(addition -> addition.value().isEmpty());
        if (same) {
            return;
        }
        List<AddedAttribute> wanted = new ArrayList<>();
        List<AddedAttribute> left = new ArrayList<>(known);
        for (Addition addition : additions) {
            byte[] value =
                    addition.value()
                            .map(new Secrets(keys)::encrypted)
                            .orElseGet(() -> kept(left, addition));
            wanted.add(row(contract, addition, value));
        }
        known.forEach(entities::remove);
        entities.flush();
        wanted.forEach(entities::persist);
        entities.flush();
    }

    private static byte[] kept(List<AddedAttribute> left, Addition addition) {
        for (Iterator<AddedAttribute> each = left.iterator(); each.hasNext(); ) {
            AddedAttribute row = each.next();
            if (Addition.of(row).equals(addition)) {
                each.remove();
                return row.encryptedValue();
            }
        }
        throw needsValue(addition);
    }

    private static IllegalArgumentException needsValue(Addition addition) {
        return new IllegalArgumentException(
                "the value of " + addition.attribute() + " must be said: there is none yet");
    }

    private AddedAttribute row(Contract contract, Addition addition, byte[] encrypted) {
        return AddedAttribute.of(
                contract,
                addition.pop().map(id -> entities.find(Pop.class, id)).orElse(null),
                addition.attribute(),
                encrypted,
                addition.tag().isPresent() ? addition.tag().getAsInt() : null);
    }
}
