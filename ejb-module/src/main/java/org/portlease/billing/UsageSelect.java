package org.portlease.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Text and parameters of a query for usage records. There is one index for them all, of contract
 * and stop: each contract's part is read in its order, and as far as it is wanted.
 */
final class UsageSelect {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    String text() {
        return text.toString();
    }

    UsageSelect say(String words) {
        text.append(words);
        return this;
    }

    UsageSelect number(long value) {
        text.append('?');
        parameters.add(value);
        return this;
    }

    private UsageSelect value(Object value) {
        text.append('?');
        parameters.add(value);
        return this;
    }

    /**
     * Which records of one owner.
     *
     * @param contract null for the master's own
     */
    UsageSelect whereOf(@Nullable Long contract, UsageQuery query) {
        say(" where contract_id ");
        if (contract == null) {
            say("is null");
        } else {
            say("= ").number(contract);
        }
        query.pop().ifPresent(pop -> say(" and pop_id = ").number(pop));
        query.nas().ifPresent(nas -> say(" and nas_id = ").number(nas));
        query.from().ifPresent(from -> say(" and stopped_at >= ").instant(from));
        query.until().ifPresent(until -> say(" and stopped_at < ").instant(until));
        return this;
    }

    /** Those behind that one, in that order. */
    UsageSelect behind(Optional<Place> place, boolean descending) {
        String beyond = descending ? "<" : ">";
        place.ifPresent(
                last ->
                        say(" and stopped_at " + beyond + "= ")
                                .instant(last.stoppedAt())
                                .say(" and (stopped_at " + beyond + " ")
                                .instant(last.stoppedAt())
                                .say(" or id " + beyond + " ")
                                .value(last.session())
                                .say(")"));
        return this;
    }

    private UsageSelect instant(Instant value) {
        return value(value.atOffset(ZoneOffset.UTC));
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text());
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
        return statement;
    }

    /** A record's place in the order. */
    record Place(Instant stoppedAt, UUID session) {}
}
