package org.portlease.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Installation;
import org.portlease.provider.Provider;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;

/** Configuration as it comes from the database, ids and all, without one. */
final class DirectoryFixture {

    static final long NORTH = 101;
    static final long SOUTH = 102;

    private DirectoryFixture() {}

    static Directory directory(List<RuleKind> order, List<IdentificationRule> rules) {
        Installation installation = create(Installation.class);
        installation.identifyBy(order);
        return new Directory(
                new Configuration(
                        installation,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(contract(NORTH), contract(SOUTH)),
                        List.of(),
                        List.of(),
                        List.of(),
                        rules,
                        Set.of()));
    }

    static IdentificationRule rule(
            long id, RuleKind kind, RuleMatch match, String pattern, @Nullable Long contractId) {
        return rule(id, kind, match, pattern, null, contractId);
    }

    static IdentificationRule rule(
            long id,
            RuleKind kind,
            RuleMatch match,
            String pattern,
            @Nullable Long nasId,
            @Nullable Long contractId) {
        IdentificationRule rule = create(IdentificationRule.class);
        set(rule, "id", id);
        set(rule, "kind", kind);
        set(rule, "match", match);
        set(rule, "pattern", pattern);
        set(rule, "nasId", nasId);
        set(rule, "contractId", contractId);
        return rule;
    }

    static IdentificationRule overflow(
            long id, RuleMatch match, String pattern, @Nullable Long nasId, long contractId) {
        IdentificationRule rule =
                rule(id, RuleKind.CALLED_NUMBER, match, pattern, nasId, contractId);
        set(rule, "overflow", true);
        return rule;
    }

    static Contract contract(long id) {
        Terms terms =
                new Terms(
                        Instant.EPOCH,
                        null,
                        ZoneOffset.UTC,
                        null,
                        Currency.getInstance("EUR"),
                        null);
        Contract contract =
                Contract.conclude(
                        Provider.named("Provider " + id),
                        id,
                        new VirtualSubscriber("virtual" + id, new byte[] {1}),
                        terms);
        set(contract, "id", id);
        return contract;
    }

    private static <E> E create(Class<E> type) {
        try {
            Constructor<E> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object entity, String field, @Nullable Object value) {
        try {
            Field declared = entity.getClass().getDeclaredField(field);
            declared.setAccessible(true);
            declared.set(entity, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
