package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.UsageSelect.Place;
import org.portlease.listing.Cursor;
import org.portlease.listing.ListingException;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/**
 * Closed sessions by the page, in the order of their stops. A page costs a few rows of each
 * contract that is asked for, however many there are, unless only those of a NAS or a point of
 * presence are wanted.
 */
@ApplicationScoped
@Transactional
public class UsageRecords {

    private static final String SORT = "stoppedAt";

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected UsageRecords() {}

    /** Outside a container. */
    public UsageRecords(EntityManager entities) {
        this.entities = entities;
    }

    public Optional<UsageRow> find(UUID session) {
        return entities.unwrap(Session.class)
                .doReturningWork(
                        connection -> {
                            try (PreparedStatement statement =
                                    connection.prepareStatement(
                                            "select "
                                                    + UsageRow.COLUMNS
                                                    + " from usage_record u where u.id = ?")) {
                                statement.setObject(1, session);
                                return rows(statement).stream().findFirst();
                            }
                        });
    }

    /**
     * @param request sorted by stoppedAt, or -stoppedAt for the newest first
     */
    public Page<UsageRow> page(PageRequest request, UsageQuery query) {
        String sort = request.sort().orElse(SORT);
        boolean descending = sort.equals("-" + SORT);
        if (!descending && !sort.equals(SORT)) {
            throw new ListingException(
                    "sort",
                    "expected " + SORT + ", with or without a - before it, but got '" + sort + "'");
        }
        List<@Nullable Long> owners = owners(query);
        if (owners.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        Optional<Place> after = request.after().map(text -> place(text, sort));
        UsageSelect select = select(owners, query, after, descending, request.limit() + 1);
        List<UsageRow> rows =
                entities.unwrap(Session.class)
                        .doReturningWork(connection -> rows(connection, select));
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, Optional.empty());
        }
        List<UsageRow> shown = rows.subList(0, request.limit());
        UsageRow last = shown.get(shown.size() - 1);
        Cursor next = new Cursor(sort, last.stoppedAt().toString(), last.session().toString());
        return new Page<>(shown, Optional.of(next.text()));
    }

    private static Place place(String text, String sort) {
        Cursor cursor = Cursor.read(text, sort);
        return new Place(cursor.instant(), cursor.uuid());
    }

    /** The contracts that are asked for, and null for the master's own. */
    List<@Nullable Long> owners(UsageQuery query) {
        List<@Nullable Long> owners =
                new ArrayList<>(
                        query
                                .contracts()
                                .orElseGet(
                                        () ->
                                                entities.createQuery(
                                                                "select c.id from Contract c",
                                                                Long.class)
                                                        .getResultList())
                                .stream()
                                .sorted()
                                .toList());
        if (query.own()) {
            owners.add(null);
        }
        return owners;
    }

    private static UsageSelect select(
            List<@Nullable Long> owners,
            UsageQuery query,
            Optional<Place> after,
            boolean descending,
            int limit) {
        String direction = descending ? " desc" : "";
        UsageSelect select = new UsageSelect();
        select.say("select " + UsageRow.COLUMNS + " from (select id, stopped_at from (");
        for (int i = 0; i < owners.size(); i++) {
            select.say(i == 0 ? "" : " union all ")
                    .say("select id, stopped_at from (select id, stopped_at from usage_record")
                    .whereOf(owners.get(i), query)
                    .behind(after, descending)
                    // the contract, too, is the index's order: it need not be sorted
                    .say(" order by contract_id" + direction)
                    .say(", stopped_at" + direction + ", id" + direction + " limit ")
                    .number(limit)
                    .say(") o" + i);
        }
        return select.say(") a order by stopped_at" + direction + ", id" + direction + " limit ")
                .number(limit)
                .say(") k join usage_record u on u.id = k.id")
                .say(" order by u.stopped_at" + direction + ", u.id" + direction);
    }

    private static List<UsageRow> rows(Connection connection, UsageSelect select)
            throws SQLException {
        try (PreparedStatement statement = select.prepare(connection)) {
            return rows(statement);
        }
    }

    private static List<UsageRow> rows(PreparedStatement statement) throws SQLException {
        List<UsageRow> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(UsageRow.of(rows));
            }
        }
        return found;
    }
}
