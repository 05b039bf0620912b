package org.portlease.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portlease.audit.AuditEntry;
import org.portlease.audit.AuditTrail;
import org.portlease.audit.Deed;
import org.portlease.audit.RememberedAnswer;
import org.portlease.audit.RememberedAnswers;
import org.portlease.endpoint.ConfigurationPush;
import org.portlease.provisioning.Configuring;
import org.portlease.secret.KeyRing;

/**
 * How everything is changed over HTTP, one way for all: in one transaction, under one lock; once
 * for one Idempotency-Key; only what the caller has seen (If-Match); with an entry in the audit
 * trail. What changes configuration is in force on this node before the answer, and on the others
 * within a second.
 */
@ApplicationScoped
public class Changes {

    private static final int SECONDS = 30;
    private static final int LONG_SECONDS = 600;
    private static final String PURPOSE = "idempotency";
    private static final String ANY = "*";

    @Inject private Call call;
    @Inject private UserTransaction transaction;
    @Inject private AuditTrail trail;
    @Inject private RememberedAnswers answers;
    @Inject private Configuring configuring;
    @Inject private ConfigurationPush push;
    @Inject private KeyRing keys;
    @Inject private Clock clock;

    /** What a change touches. */
    public enum Of {
        /** What every node decides by: they are told. */
        CONFIGURATION,
        /** Anything else. */
        RECORDS,
        /** Configuration, as much of it as takes minutes to write. */
        MUCH_CONFIGURATION,
        /** Anything else, as much of it as takes minutes to compute. */
        MUCH_RECORDS;

        boolean isConfiguration() {
            return this == CONFIGURATION || this == MUCH_CONFIGURATION;
        }

        boolean isMuch() {
            return this == MUCH_CONFIGURATION || this == MUCH_RECORDS;
        }
    }

    /**
     * Creates something: the answer says 201, and where it is.
     *
     * @param kind "contract"
     * @param act makes it, and shows it
     * @param id of what is shown
     */
    public <V extends Record> V create(
            Of of, String kind, UriInfo at, Supplier<V> act, Function<V, ?> id) {
        return run(
                of,
                () -> {
                    V made = act.get();
                    String key = String.valueOf(id.apply(made));
                    trail.append(deed("create", kind, key, null, made, null), clock.instant());
                    if (!call.isDryRun()) {
                        call.created(at.getAbsolutePathBuilder().path(key).build());
                    }
                    return made;
                });
    }

    /**
     * Changes what the caller has seen: If-Match must name its version.
     *
     * @param view shows it as it is; throws where it is not there
     */
    public <V extends Record> V change(
            Of of, String kind, Object id, Supplier<V> view, Consumer<V> act) {
        return run(
                of,
                () -> {
                    V before = view.get();
                    match(before, true);
                    act.accept(before);
                    V after = view.get();
                    note("change", kind, id, before, after, null);
                    return after;
                });
    }

    /** Removes what the caller has seen: If-Match must name its version. */
    public <V extends Record> void remove(
            Of of, String kind, Object id, Supplier<V> view, Consumer<V> act) {
        run(
                of,
                () -> {
                    V before = view.get();
                    match(before, true);
                    act.accept(before);
                    note("delete", kind, id, before, null, null);
                    return before;
                });
    }

    /**
     * Does with it what its life knows a verb for. If-Match may name a version.
     *
     * @param action the verb
     * @param reason why, as the body says; null where only the header may
     */
    public <V extends Record> V act(
            Of of,
            String action,
            String kind,
            Object id,
            @Nullable String reason,
            Supplier<V> view,
            Consumer<V> act) {
        return run(
                of,
                () -> {
                    V before = view.get();
                    match(before, false);
                    act.accept(before);
                    V after = view.get();
                    note(action, kind, id, before, after, reason);
                    return after;
                });
    }

    /**
     * Does many things at once, all or nothing.
     *
     * @param act is given what takes each of them down in the audit trail
     */
    public <V extends Record> V doMany(Of of, Function<Notes, V> act) {
        return run(of, () -> act.apply(this::note));
    }

    /** Takes a change down in the audit trail. */
    @FunctionalInterface
    public interface Notes {
        void note(
                String action,
                String kind,
                Object id,
                @Nullable Record before,
                @Nullable Record after,
                @Nullable String reason);
    }

    private void note(
            String action,
            String kind,
            Object id,
            @Nullable Record before,
            @Nullable Record after,
            @Nullable String reason) {
        trail.append(
                deed(action, kind, String.valueOf(id), before, after, reason), clock.instant());
    }

    private Deed deed(
            String action,
            String kind,
            String id,
            @Nullable Record before,
            @Nullable Record after,
            @Nullable String reason) {
        return new Deed(
                call.caller(reason),
                action,
                kind,
                id,
                Optional.ofNullable(before).map(Changes::state),
                Optional.ofNullable(after).map(Changes::state));
    }

    /** An invoice of a thousand lines is noted by its version: it can be had elsewhere. */
    private static String state(Record view) {
        String text = Json.text(view);
        return text.length() <= AuditEntry.MOST_STATE
                ? text
                : Json.text(Map.of("etag", Json.etag(view), "characters", text.length()));
    }

    private void match(Record seen, boolean required) {
        Optional<String> wanted = call.ifMatch();
        if (wanted.isEmpty()) {
            if (required) {
                throw new ProblemException(
                        Fault.PRECONDITION_REQUIRED,
                        "expected the header If-Match with the ETag of what you have seen");
            }
            return;
        }
        if (!wanted.get().equals(ANY) && !wanted.get().equals(Json.etag(seen))) {
            throw new ProblemException(
                    Fault.STALE, "it is not what you have seen any more: read it again");
        }
    }

    private <V extends Record> V run(Of of, Supplier<V> work) {
        boolean configuration = of.isConfiguration();
        V result =
                inTransaction(
                        of.isMuch() ? LONG_SECONDS : SECONDS,
                        () -> {
                            trail.lock();
                            Optional<RememberedAnswer> answer = remembered();
                            if (configuration) {
                                configuring.begin();
                            }
                            V done = work.get();
                            answer.ifPresent(kept -> keep(answers.again(kept), done));
                            return done;
                        });
        if (configuration && !call.isDryRun()) {
            push.now();
        }
        return result;
    }

    /** What this request's answer is to be kept in; empty where nobody asked for that. */
    private Optional<RememberedAnswer> remembered() {
        if (call.idempotencyKey().isEmpty() || call.isDryRun()) {
            return Optional.empty();
        }
        Optional<byte[]> digest = call.digest();
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        String key = call.idempotencyKey().get();
        byte[] ofRequest = keys.mac(PURPOSE, digest.get());
        Optional<RememberedAnswer> known = answers.find(call.actor(), key);
        if (known.isEmpty()) {
            return Optional.of(answers.remember(call.actor(), key, ofRequest, clock.instant()));
        }
        if (!known.get().isOf(ofRequest)) {
            throw ProblemException.of(
                    CallFilter.IDEMPOTENCY_KEY, "was used for another request already");
        }
        throw new AnsweredBeforeException(known.get());
    }

    private void keep(RememberedAnswer answer, Record view) {
        answer.keep(
                call.location().isPresent() ? 201 : 200,
                call.location().map(Object::toString).orElse(null),
                Json.etag(view),
                Json.text(view));
    }

    private <V> V inTransaction(int seconds, Supplier<V> work) {
        try {
            transaction.setTransactionTimeout(seconds);
            transaction.begin();
            boolean done = false;
            try {
                V result = work.get();
                trail.flush();
                done = !call.isDryRun();
                return result;
            } finally {
                end(done);
            }
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException("no transaction is to be had", e);
        }
    }

    private void end(boolean done) throws SystemException {
        try {
            if (done) {
                transaction.commit();
            } else if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        } catch (RollbackException
                | jakarta.transaction.HeuristicMixedException
                | jakarta.transaction.HeuristicRollbackException e) {
            throw new IllegalStateException("the change did not commit", e);
        } finally {
            transaction.setTransactionTimeout(0);
        }
    }
}
