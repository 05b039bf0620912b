package org.portlease.radius.delivery;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What the failure of a batch asks for. */
enum BatchFault {
    /** It met another transaction: the same batch again. */
    CONFLICT,
    /** There is no database: no batch will succeed now. */
    NO_DATABASE,
    /** One of its events is to blame. */
    OTHER;

    /** A chain longer than this is a circle or a joke. */
    private static final int MOST_CAUSES = 64;

    /**
     * Another transaction was in the way: lock time-outs of PostgreSQL and H2, a statement that was
     * cancelled, and a key that another node has just stored, which a second look finds.
     */
    private static final Set<String> MEETINGS = Set.of("55P03", "HYT00", "57014", "23505");

    /** H2's own states for a database that is closed, closing, or not reached. */
    private static final Set<String> H2_AWAY =
            Set.of("90007", "90013", "90020", "90067", "90098", "90121");

    /** What the connection pool throws; by name, because it is the server's, not ours. */
    private static final String RESOURCE_EXCEPTION = "jakarta.resource.ResourceException";

    /** The worst that the failure and its causes speak of. */
    static BatchFault of(Throwable failure) {
        BatchFault found = OTHER;
        for (Throwable cause : causes(failure)) {
            BatchFault fault = single(cause);
            if (fault == NO_DATABASE) {
                return NO_DATABASE;
            }
            if (fault == CONFLICT) {
                found = CONFLICT;
            }
        }
        return found;
    }

    private static BatchFault single(Throwable cause) {
        if (cause instanceof SQLTransientConnectionException
                || cause instanceof SQLNonTransientConnectionException
                || cause instanceof SQLRecoverableException
                || isResourceException(cause.getClass())) {
            return NO_DATABASE;
        }
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        if (state == null) {
            return OTHER;
        }
        if (state.startsWith("40") || MEETINGS.contains(state)) {
            return CONFLICT;
        }
        boolean away =
                state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || H2_AWAY.contains(state);
        return away ? NO_DATABASE : OTHER;
    }

    private static boolean isResourceException(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(RESOURCE_EXCEPTION)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The failure for a log: the classes of its causes, SQL states and the place, without any
     * message, which might quote a row.
     */
    static String describe(Throwable failure) {
        StringJoiner text = new StringJoiner(" < ");
        for (Throwable cause : causes(failure)) {
            String name = cause.getClass().getSimpleName();
            String state = cause instanceof SQLException sql ? " " + sql.getSQLState() : "";
            text.add(name + state + place(cause));
        }
        return text.toString();
    }

    private static String place(Throwable cause) {
        for (StackTraceElement element : cause.getStackTrace()) {
            if (element.getClassName().startsWith("org.portlease.")) {
                return " at " + element.getFileName() + ":" + element.getLineNumber();
            }
        }
        return "";
    }

    /** The failure, its causes, what it suppressed, and the next of each SQLException. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> found = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty() && found.size() < MOST_CAUSES) {
            Throwable each = open.remove();
            if (!seen.add(each)) {
                continue;
            }
            found.add(each);
            open.addAll(List.of(each.getSuppressed()));
            if (each.getCause() != null) {
                open.add(each.getCause());
            }
            if (each instanceof SQLException sql && sql.getNextException() != null) {
                open.add(sql.getNextException());
            }
        }
        return found;
    }
}
