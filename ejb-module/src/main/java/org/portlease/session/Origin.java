package org.portlease.session;

import jakarta.persistence.Embeddable;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's packets come from.
 *
 * @param nasKey which NAS of the peer's, keyed: behind a proxy stand many
 * @param nasAddress the address that they come from, and where the session is disconnected
 * @param subjectKey of the subscriber's name and calling station, keyed; another's is another
 *     session
 */
@Embeddable
public record Origin(
        @Nullable UUID nasKey, @Nullable String nasAddress, @Nullable UUID subjectKey) {

    static final Origin UNKNOWN = new Origin(null, null, null);

    static Origin of(Row row) throws SQLException {
        return new Origin(row.uuidOrNull(), row.textOrNull(), row.uuidOrNull());
    }

    /** The same before it is known who the subscriber is. */
    public Origin withoutSubject() {
        return new Origin(nasKey, nasAddress, null);
    }

    /** The same with the other's subscriber, where this one does not say. */
    Origin orSubjectOf(Origin other) {
        return subjectKey == null ? new Origin(nasKey, nasAddress, other.subjectKey) : this;
    }

    /** Whether both may be of one subscriber. */
    boolean mayBeOfSubject(Origin other) {
        return subjectKey == null
                || other.subjectKey == null
                || subjectKey.equals(other.subjectKey);
    }
}
