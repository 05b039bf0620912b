package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.export.En16931;
import org.portlease.session.Capacity;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** One contract, of the provider North, with sessions as tests want them; billed on H2. */
public final class BillingWorld implements AutoCloseable {

    private static final List<String> FACTS =
            List.of(
                    "payment",
                    "invoice_line",
                    "invoice",
                    "one_off_charge",
                    "rated_usage",
                    "quarantined_usage",
                    "usage_record",
                    "lease",
                    "port_allocation",
                    "port_peak",
                    "invoice_series",
                    "contract_tariff",
                    "billing_period",
                    "tariff_version",
                    "tariff",
                    "tax_rate");

    private static final String SELLER = "'seller':" + party("Master") + ",";

    private final TestDatabase database = new TestDatabase();
    private long ids;

    private static String party(String name) {
        return "{'name':'"
                + name
                + "','legalId':'HRB 1','vatId':'DE123456789','city':'Berlin','country':'DE'}";
    }

    /** With a contract's fields and the rest of a world file's, in JSON with single quotes. */
    public static BillingWorld with(String contractFields, String otherFields) {
        var world = new BillingWorld();
        world.database.run(
                entities ->
                        WorldFixture.load(
                                entities,
                                "{'pops':[{'name':'Central','ports':90},"
                                        + "{'name':'Hills','ports':90,'billingGroup':'rural'}],"
                                        + "'nases':[{'name':'bras','pop':'Central',"
                                        + "'network':'192.0.2.1','secret':'s'}],"
                                        + (otherFields.contains("'seller'") ? "" : SELLER)
                                        + "'providers':[{'name':'North','party':"
                                        + party("North")
                                        + ",'contract':{"
                                        + "'virtualIdentifier':'v','virtualPassword':'p',"
                                        + "'ports':4,"
                                        + contractFields
                                        + "}}]"
                                        + (otherFields.isEmpty() ? "" : "," + otherFields)
                                        + "}"));
        return world;
    }

    /** With a tariff from the beginning of time on, and a contract that is billed without delay. */
    public static BillingWorld priced(String prices, String billingFields) {
        return with(
                "'tariff':'T','billing':{'closeDelaySeconds':0"
                        + (billingFields.isEmpty() ? "" : "," + billingFields)
                        + "}",
                "'tariffs':[{'name':'T','versions':[{'prices':" + prices + "}]}]");
    }

    /**
     * The same world with nothing in it but its contract, which has another tariff: a tenth of what
     * a new one costs.
     *
     * @param prices JSON, by the day from which on they hold
     * @param settings columns of the contract, as an update sets them
     */
    void renew(Map<LocalDate, String> prices, String settings) {
        assertInvoicesConform();
        for (String table : FACTS) {
            sql("delete from " + table);
        }
        sql("update contract set " + settings);
        sql(
                "update capacity set ports = 4, owed = 0, unbilled = 0, cut_at = null,"
                        + " slot_at = timestamp with time zone '1970-01-01 00:00:00Z', slot_most = 0");
        database.run(
                entities -> {
                    var book = new TariffBook(entities);
                    Tariff tariff = book.create("T", Currency.getInstance("EUR"));
                    new TreeMap<>(prices)
                            .forEach((from, json) -> book.publish(tariff, from, null, json));
                    book.assign(
                            entities.find(Contract.class, contract().id()),
                            tariff,
                            LocalDate.EPOCH);
                });
    }

    public TestDatabase database() {
        return database;
    }

    public <T> T in(Function<EntityManager, T> work) {
        return database.inTransaction(work);
    }

    public Contract contract() {
        return in(
                entities ->
                        entities.createQuery("select c from Contract c", Contract.class)
                                .getSingleResult());
    }

    public Capacity capacity() {
        return in(entities -> entities.find(Capacity.class, contract().capacityId()));
    }

    /** Where billing begins. */
    public BillingWorld openedAt(String time) {
        Instant now = Instant.parse(time);
        database.run(entities -> new PortAllocations(entities).notice(now));
        database.run(
                entities -> {
                    var closer = new PeriodCloser(entities);
                    closer.unopened().forEach(contract -> closer.openFirst(contract, now));
                });
        return this;
    }

    /** A closed session, recorded as the ledger does it: late where its period was cut before. */
    public UUID session(String start, String stop, long seconds, long... octets) {
        return session("Central", false, null, start, stop, seconds, octets);
    }

    public UUID session(
            String pop,
            boolean burst,
            @Nullable Integer portType,
            String start,
            String stop,
            long seconds,
            long... octets) {
        UUID id = new UUID(0, ++ids);
        database.run(
                entities ->
                        entities.createNativeQuery(
                                        """
                                        insert into usage_record (id, contract_id, pop_id, nas_id,
                                          acct_session_id, started_at, stopped_at, start_recorded,
                                          interims, session_seconds, input_octets, output_octets,
                                          late, burst, port_type, after_cut, usage_file)
                                        values (:id, (select id from contract),
                                          (select id from pop where name = :pop), 1, :session,
                                          :start, :stop, true, 0, :seconds, :input, :output, false,
                                          :burst, cast(:port as integer),
                                          coalesce(:stop < (select k.cut_at from capacity k join
                                            contract c on c.capacity_id = k.id), false),
                                          (select k.next_file from capacity k join contract c
                                            on c.capacity_id = k.id where :stop < k.filed_until))
                                        """)
                                .setParameter("id", id)
                                .setParameter("pop", pop)
                                .setParameter("session", "s-" + ids)
                                .setParameter("start", Instant.parse(start))
                                .setParameter("stop", Instant.parse(stop))
                                .setParameter("seconds", seconds)
                                .setParameter("input", octets.length > 0 ? octets[0] : 0)
                                .setParameter("output", octets.length > 1 ? octets[1] : 0)
                                .setParameter("burst", burst)
                                .setParameter("port", portType)
                                .executeUpdate());
        return id;
    }

    /** An open session, with what its interims have said. */
    public UUID open(String start, long seconds, long... octets) {
        UUID id = new UUID(0, ++ids);
        database.run(
                entities ->
                        entities.createNativeQuery(
                                        """
                                        insert into lease (id, state, contract_id, pop_id, nas_id,
                                          acct_session_id, reserved_at, started_at, start_recorded,
                                          interims, session_seconds, input_octets, output_octets,
                                          late)
                                        values (:id, 'ACTIVE', (select id from contract), 1, 1,
                                          :session, :start, :start, true, 0, :seconds, :input,
                                          :output, false)
                                        """)
                                .setParameter("id", id)
                                .setParameter("session", "s-" + ids)
                                .setParameter("start", Instant.parse(start))
                                .setParameter("seconds", seconds)
                                .setParameter("input", octets.length > 0 ? octets[0] : 0)
                                .setParameter("output", octets.length > 1 ? octets[1] : 0)
                                .executeUpdate());
        return id;
    }

    /** An open session has stopped. */
    public void stopped(UUID id, String stop, long seconds, long... octets) {
        String start =
                in(
                        entities ->
                                String.valueOf(
                                        entities.createQuery(
                                                        "select l.startedAt from Lease l"
                                                                + " where l.id = :id",
                                                        Instant.class)
                                                .setParameter("id", id)
                                                .getSingleResult()));
        sql("delete from lease where id = '" + id + "'");
        long next = ids;
        ids = id.getLeastSignificantBits() - 1;
        session(start, stop, seconds, octets);
        ids = next;
    }

    public void sql(String statement) {
        database.run(entities -> entities.createNativeQuery(statement).executeUpdate());
    }

    /** Closes what is due at that time, as the server does it. */
    public void closeDue(String time) {
        Instant now = Instant.parse(time);
        List<Long> due = in(entities -> new PeriodCloser(entities).due(now, 1));
        while (!due.isEmpty()) {
            long period = due.get(0);
            database.run(entities -> new PeriodCloser(entities).cut(period, now));
            in(entities -> new PeriodCloser(entities).close(period, now));
            database.run(
                    entities -> {
                        BillingPeriod closed = entities.find(BillingPeriod.class, period);
                        new PeriodCloser(entities).forgetLate(closed.contractId(), closed.endsAt());
                    });
            due = in(entities -> new PeriodCloser(entities).due(now, 1));
        }
    }

    public InvoiceDraft preview(String time) {
        return in(
                entities ->
                        new Preview(entities)
                                .of(
                                        entities.find(Contract.class, contract().id()),
                                        Instant.parse(time))
                                .orElseThrow());
    }

    /** All invoices and credit notes in their order, with their lines. */
    public List<Invoice> invoices() {
        return in(
                entities ->
                        entities.createQuery(
                                        "select distinct i from Invoice i left join fetch i.lines"
                                                + " order by i.id",
                                        Invoice.class)
                                .getResultList());
    }

    /** The lines of the invoices, as "text: quantity = amount". */
    public List<String> lines() {
        return invoices().stream()
                .flatMap(invoice -> invoice.lines().stream())
                .map(
                        line ->
                                line.text()
                                        + ": "
                                        + plain(line.quantity())
                                        + " = "
                                        + line.amount().setScale(2).toPlainString())
                .toList();
    }

    public static List<String> lines(InvoiceDraft draft) {
        return draft.lines().stream()
                .map(
                        line ->
                                line.text()
                                        + ": "
                                        + plain(line.quantity())
                                        + " = "
                                        + line.amount().toPlainString())
                .toList();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Whatever a test has billed, its invoices and credit notes conform to EN 16931. */
    private void assertInvoicesConform() {
        List<String> documents =
                in(
                        entities ->
                                entities.createQuery(
                                                "select i from Invoice i where i.state <> :draft",
                                                Invoice.class)
                                        .setParameter("draft", Invoice.State.DRAFT)
                                        .getResultStream()
                                        .filter(invoice -> invoice.seller().isPresent())
                                        .filter(invoice -> invoice.buyer().isPresent())
                                        .map(new InvoiceDocuments(entities)::of)
                                        .map(En16931::ubl)
                                        .toList());
        documents.forEach(En16931::assertValid);
    }

    @Override
    public void close() {
        try {
            assertInvoicesConform();
        } finally {
            database.close();
        }
    }
}
