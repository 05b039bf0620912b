package org.portlease.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portlease.audit.AuditEntry;
import org.portlease.audit.AuditTrail;
import org.portlease.audit.Deed;
import org.portlease.audit.ForgedEntryException;
import org.portlease.audit.RememberedAnswer;
import org.portlease.endpoint.ConfigurationPush;
import org.portlease.provisioning.Configuring;

/**
 * How everything is changed over HTTP, one way for all: in one transaction; in turn, under the lock
 * of the audit trail; once for one Idempotency-Key; only what the caller has seen (If-Match); with
 * an entry in the trail. What changes configuration is in force on this node before the answer, and
 * on the others within a second.
 *
 * <p>What takes long does its work first, and takes its turn to end: no other change waits for the
 * work. Where the trail says that what it looked at was changed meanwhile, it is undone.
 */
@ApplicationScoped
public class Changes {

    @Inject private Call call;
    @Inject private UserTransaction transaction;
    @Inject private AuditTrail trail;
    @Inject private Answers answers;
    @Inject private Configuring configuring;
    @Inject private ConfigurationPush push;
    @Inject private Clock clock;

    /** What a change touches. */
    public enum Of {
        /** What every node decides by: they are told. */
        CONFIGURATION(30),
        /** Anything else. */
        RECORDS(30),
        /**
         * Configuration, as much of it as takes long to write. Secrets that it has encrypted are
         * there before their key may be forgotten.
         */
        MUCH_CONFIGURATION(240),
        /** Anything else, as much of it as takes minutes to compute. */
        MUCH_RECORDS(600);

        private final int seconds;

        Of(int seconds) {
            this.seconds = seconds;
        }

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
                Looked.NOWHERE,
                notes -> {
                    V made = act.get();
                    notes.note("create", kind, id.apply(made), null, made, null);
                    return made;
                },
                made -> call.created(where(at, id.apply(made))));
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
                Looked.at(kind, id),
                notes -> {
                    V before = view.get();
                    match(before, true);
                    act.accept(before);
                    V after = view.get();
                    notes.note("change", kind, id, before, after, null);
                    return after;
                });
    }

    /** Removes what the caller has seen: If-Match must name its version. */
    public <V extends Record> void remove(
            Of of, String kind, Object id, Supplier<V> view, Consumer<V> act) {
        run(
                of,
                Looked.at(kind, id),
                notes -> {
                    V before = view.get();
                    match(before, true);
                    act.accept(before);
                    notes.note("delete", kind, id, before, null, null);
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
                Looked.at(kind, id),
                notes -> {
                    V before = view.get();
                    match(before, false);
                    act.accept(before);
                    V after = view.get();
                    notes.note(action, kind, id, before, after, reason);
                    return after;
                });
    }

    /**
     * Does many things at once, all or nothing.
     *
     * @param kinds of all that it looks at, as the audit trail names them
     * @param act is given what takes each of them down in the audit trail
     */
    public <V extends Record> V doMany(Of of, Set<String> kinds, Function<Notes, V> act) {
        return run(of, new Looked(kinds, Optional.empty()), act);
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

    /** What a change looks at: one of a kind, or all that is of some. */
    private record Looked(Set<String> kinds, Optional<String> id) {

        static final Looked NOWHERE = new Looked(Set.of(), Optional.empty());

        static Looked at(String kind, Object id) {
            return new Looked(Set.of(kind), Optional.of(String.valueOf(id)));
        }
    }

    private static URI where(UriInfo at, Object id) {
        return Here.of(at.getAbsolutePathBuilder().path(String.valueOf(id)));
    }

    private Deed deed(
            String action,
            String kind,
            Object id,
            @Nullable Record before,
            @Nullable Record after,
            @Nullable String reason) {
        return new Deed(
                call.caller(reason),
                action,
                kind,
                String.valueOf(id),
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
        if (!Tags.strong(wanted.get(), Json.etag(seen))) {
            throw new ProblemException(
                    Fault.STALE, "it is not what you have seen any more: read it again");
        }
    }

    private <V extends Record> V run(Of of, Looked looked, Function<Notes, V> work) {
        return run(of, looked, work, done -> {});
    }

    /**
     * @param last what is to be said of it when nothing can come between any more
     */
    private <V extends Record> V run(
            Of of, Looked looked, Function<Notes, V> work, Consumer<V> last) {
        V result =
                inTransaction(
                        of.seconds,
                        () ->
                                of.isMuch()
                                        ? workFirst(of, looked, work, last)
                                        : turnFirst(of, work, last));
        if (of.isConfiguration() && !call.isDryRun()) {
            push.now();
        }
        return result;
    }

    /** The others wait for its work: a moment. */
    private <V extends Record> V turnFirst(Of of, Function<Notes, V> work, Consumer<V> last) {
        Optional<RememberedAnswer> answer = takeTurn(of);
        List<Deed> deeds = new ArrayList<>();
        V done = work.apply(notes(deeds));
        return end(done, deeds, answer, last);
    }

    /** The others wait for its end alone. */
    private <V extends Record> V workFirst(
            Of of, Looked looked, Function<Notes, V> work, Consumer<V> last) {
        answers.refuseIfKnown();
        long seen = trail.last();
        List<Deed> deeds = new ArrayList<>();
        V done = work.apply(notes(deeds));
        trail.flush();
        Optional<RememberedAnswer> answer = takeTurn(of);
        if (trail.tellsOf(looked.kinds(), looked.id(), seen)) {
            throw new ProblemException(Fault.UNAVAILABLE, "another change came between: try again");
        }
        return end(done, deeds, answer, last);
    }

    /** Lets no other change through from now on. */
    private Optional<RememberedAnswer> takeTurn(Of of) {
        trail.lock();
        Optional<RememberedAnswer> answer = answers.remember();
        if (of.isConfiguration()) {
            configuring.begin();
        }
        return answer;
    }

    private Notes notes(List<Deed> deeds) {
        return (action, kind, id, before, after, reason) ->
                deeds.add(deed(action, kind, id, before, after, reason));
    }

    private <V extends Record> V end(
            V done, List<Deed> deeds, Optional<RememberedAnswer> answer, Consumer<V> last) {
        if (!call.isDryRun()) {
            last.accept(done);
        }
        answer.ifPresent(kept -> answers.keep(kept, done));
        try {
            trail.append(deeds, clock.instant());
        } catch (ForgedEntryException e) {
            throw new ProblemException(Fault.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
        return done;
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
