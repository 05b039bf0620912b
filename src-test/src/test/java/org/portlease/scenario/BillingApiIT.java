package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.EventReceiver;
import org.portlease.test.world.User;

/** Corporate billing over HTTPS: from a session to an invoice that is settled. */
@SuppressWarnings("NullAway.Init") // set before each test
class BillingApiIT extends BillingScenario {

    private static String text(String json) {
        return json.replace('\'', '"');
    }

    private JsonNode posted(int status, String resource, String body) {
        HttpResponse<String> answer = api().post(User.BILLING, resource, text(body));
        assertThat(answer.statusCode()).as("%s: %s", resource, answer.body()).isEqualTo(status);
        return ApiClient.json(answer);
    }

    private HttpResponse<String> file(User user, String resource, String accept) {
        return api().send(user, "GET", resource, "", Map.of("Accept", accept));
    }

    private static void requireProblem(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(ApiClient.json(answer).path("detail").asText()).contains(sentence);
    }

    private long provider(Csp csp) {
        return database.number("select id from provider where name = ?", csp.name());
    }

    private void bind(User user, Csp csp) {
        database.update("delete from provider_principal where principal = ?", user.name());
        database.update(
                "insert into provider_principal (principal, provider_id) values (?, ?)",
                user.name(),
                provider(csp));
    }

    private long audited(String action, String kind, Object subject) {
        return database.number(
                "select count(*) from audit_entry where action = ? and kind = ? and subject = ?",
                action,
                kind,
                String.valueOf(subject));
    }

    @Test
    void aSessionBecomesAnInvoiceThatIsFetchedAndSettled() {
        Csp csp = csp(ContractKind.BILLED);
        Csp other = csp(ContractKind.BILLED);
        bind(User.NORTH, csp);
        bind(User.SOUTH, other);
        UUID session = anHour(csp);
        long contract = contract(csp);

        usageIsSeenByItsOwnerAlone(csp, session);
        posted(
                201,
                "contracts/" + contract + "/charges",
                "{'text':'Set-up','amount':10,'currency':'EUR'}");
        JsonNode preview = read("contracts/" + contract + "/billing-preview");
        assertThat(preview.path("net").decimalValue()).isEqualByComparingTo("70.50");

        long period = park(csp);
        clock.advanceTo(endOfMonth().plusSeconds(1));
        long invoice = draftIsComputedAgainAndIssuedOnce(period, closed(period));
        documentsAreFetched(invoice, session);
        paymentsAndCreditsAreBooked(invoice);
        disputed(invoice);
        recordsAreCompared(invoice);
        debtsAreSetOff(csp.name());
        assertThat(new OwnRows(api(), csp, User.NORTH, User.SOUTH).check()).isGreaterThan(8);
    }

    private void usageIsSeenByItsOwnerAlone(Csp csp, UUID session) {
        String usage = "usage?contract=" + contract(csp);
        assertThat(read(usage).path(0).path("session").asText()).isEqualTo(session.toString());
        assertThat(api().read(User.NORTH, "usage").findValuesAsText("session"))
                .containsExactly(session.toString());
        assertThat(api().read(User.SOUTH, usage)).isEmpty();
        assertThat(api().read(User.SOUTH, "usage?provider=" + csp.name())).isEmpty();
        assertThat(api().get(User.NORTH, "/api/v1/usage/" + session).statusCode()).isEqualTo(200);
        requireProblem(api().get(User.SOUTH, "/api/v1/usage/" + session), 404, "no usage record");
        String export = "usage/export?from=2020-01-01T00:00:00Z&until=2100-01-01T00:00:00Z";
        HttpResponse<String> csv = file(User.NORTH, export, "text/csv");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.body().lines()).hasSize(2).last().asString().startsWith(session.toString());
        assertThat(file(User.SOUTH, export, "application/json").body()).isEqualTo("[]\n");
        requireProblem(file(User.NORTH, "usage/export", "text/csv"), 422, "must be given");
        requireProblem(file(User.AUDITOR, "usage?nas=bras", "*/*"), 422, "from");
    }

    private long closed(long period) {
        String close = "billing-periods/" + period + "/close";
        assertThat(api().post(User.OPERATOR, close, "").statusCode()).isEqualTo(403);
        HttpResponse<String> dry =
                api().send(User.BILLING, "POST", close + "?dryRun=true", "", Map.of());
        assertThat(ApiClient.json(dry).path("net").decimalValue()).isEqualByComparingTo("70.50");
        assertThat(read("billing-periods/" + period).path("state").asText()).isEqualTo("PARKED");

        Map<String, String> key = Map.of("Idempotency-Key", "close-" + period);
        HttpResponse<String> done = api().send(User.BILLING, "POST", close, "", key);
        assertThat(done.statusCode()).as(done.body()).isIn(200, 202);
        Await.until(
                "the close",
                () -> read("billing-periods/" + period).path("state").asText().equals("CLOSED"));
        assertAnsweredAgain(done, api().send(User.BILLING, "POST", close, "", key));
        assertThat(audited("close", "billing-period", period)).isEqualTo(1);
        requireProblem(
                api().send(User.BILLING, "POST", close, "", Map.of()), 409, "has been closed");
        return read("billing-periods/" + period).path("invoice").asLong();
    }

    /** The answer that was remembered is the one that was given. */
    private static void assertAnsweredAgain(
            HttpResponse<String> first, HttpResponse<String> again) {
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        for (String header : List.of("ETag", "Content-Type", "Location")) {
            assertThat(again.headers().firstValue(header))
                    .as(header)
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    private long draftIsComputedAgainAndIssuedOnce(long period, long draft) {
        requireProblem(
                file(User.AUDITOR, "invoices/" + draft + "/document", "application/xml"),
                409,
                "draft");
        HttpResponse<String> again =
                api().send(
                                User.BILLING,
                                "POST",
                                "billing-periods/" + period + "/recompute",
                                "",
                                Map.of());
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        long invoice = ApiClient.json(again).path("invoice").asLong();
        String issue = "invoices/" + invoice + "/issue";
        Map<String, String> key = Map.of("Idempotency-Key", "issue-" + invoice);
        HttpResponse<String> issued = api().send(User.BILLING, "POST", issue, "", key);
        assertThat(ApiClient.json(issued).path("state").asText())
                .as(issued.body())
                .isEqualTo("ISSUED");
        HttpResponse<String> repeated = api().send(User.BILLING, "POST", issue, "", key);
        assertThat(repeated.body()).isEqualTo(issued.body());
        requireProblem(api().send(User.BILLING, "POST", issue, "", Map.of()), 409, "only a draft");
        assertThat(audited("issue", "invoice", invoice)).isEqualTo(1);
        return invoice;
    }

    private void documentsAreFetched(long id, UUID session) {
        String invoice = "invoices/" + id;
        JsonNode shown = read(invoice);
        String number = shown.path("number").asText();
        HttpResponse<String> ubl = file(User.NORTH, invoice + "/document", "application/xml");
        assertThat(ubl.body()).contains("<cbc:ID>" + number + "</cbc:ID>");
        assertThat(ubl.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/xml");
        assertThat(file(User.NORTH, invoice + "/document?format=csv", "*/*").body())
                .contains("INVOICE," + number);
        assertThat(file(User.NORTH, invoice + "/document", "application/json").body())
                .contains("\"number\":\"" + number + "\"");
        assertThat(file(User.NORTH, invoice + "/statement", "text/csv").body())
                .startsWith("portlease-statement,1,")
                .contains(session.toString());
        requireProblem(file(User.SOUTH, invoice + "/document", "*/*"), 404, "no invoice");
        requireProblem(file(User.SOUTH, invoice + "/statement", "text/csv"), 404, "no invoice");
        assertThat(read("usage/" + session + "/invoices").path(0).path("number").asText())
                .isEqualTo(number);
        String day = shown.path("issuedOn").asText();
        String export = "invoices/export?from=" + day + "&until=" + day;
        assertThat(file(User.NORTH, export, "text/csv").body()).contains(number);
        assertThat(file(User.SOUTH, export, "application/json").body()).isEqualTo("[]");
        assertThat(api().read(User.NORTH, "invoices").findValuesAsText("number"))
                .containsExactly(number);
        assertThat(api().read(User.SOUTH, "invoices")).isEmpty();
    }

    /** 60 of time, 0.50 of a connection, 10 of a charge, and 19 % of tax: 83.90. */
    private void paymentsAndCreditsAreBooked(long id) {
        String invoice = "invoices/" + id;
        String payment = "{'amount':20.00,'currency':'EUR','reference':'bank-1'}";
        String version = api().etag(User.BILLING, invoice);
        JsonNode paid = posted(200, invoice + "/payments", payment);
        assertThat(paid.path("open").asText()).isEqualTo("63.90");
        assertThat(posted(200, invoice + "/payments", payment)).isEqualTo(paid);
        requireProblem(
                api().send(
                                User.BILLING,
                                "POST",
                                invoice + "/payments",
                                text(payment.replace("bank-1", "bank-2")),
                                Map.of("Content-Type", "application/json", "If-Match", version)),
                412,
                "read it again");
        requireProblem(
                api().post(
                                User.BILLING,
                                invoice + "/payments",
                                text("{'amount':99,'currency':'EUR','reference':'bank-3'}")),
                409,
                "at most 63.90");
        JsonNode wrong =
                posted(422, invoice + "/payments", "{'amount':'much','currency':'EUR','x':1}");
        assertThat(wrong.path("errors").findValuesAsText("field"))
                .contains("amount", "x", "reference");
        JsonNode lines = read(invoice).path("lines");
        int last = lines.path(lines.size() - 1).path("number").asInt();
        JsonNode credited =
                posted(
                        200,
                        invoice + "/credit",
                        "{'reason':'as agreed','lines':[{'line':" + last + ",'amount':10}]}");
        assertThat(credited.path("creditNotes").path(0).path("total").asText()).isEqualTo("11.90");
        assertThat(credited.path("open").asText()).isEqualTo("52.00");
        assertThat(
                        posted(
                                        422,
                                        invoice + "/credit",
                                        "{'reason':'x','lines':[{'line':77,'amount':1}]}")
                                .path("errors")
                                .path(0)
                                .path("field")
                                .asText())
                .isEqualTo("lines[0].line");
        assertThat(api().post(User.OPERATOR, invoice + "/payments", text(payment)).statusCode())
                .isEqualTo(403);
    }

    private void disputed(long invoice) {
        JsonNode dispute =
                posted(
                        201,
                        "disputes",
                        "{'invoice':" + invoice + ",'line':1,'amount':3,'reason':'down'}");
        String resource = "disputes/" + dispute.path("id").asLong();
        JsonNode settled = posted(200, resource + "/settle", "{'amount':1.00}");
        assertThat(settled.path("state").asText()).isEqualTo("SETTLED");
        requireProblem(
                api().post(User.BILLING, resource + "/reject", text("{'reason':'no'}")),
                409,
                "only an open dispute");
        assertThat(read("disputes?invoice=" + invoice + "&state=SETTLED")).hasSize(1);
    }

    private void recordsAreCompared(long invoice) {
        String resource = "reconciliations?invoice=" + invoice;
        Map<String, String> csv = Map.of("Content-Type", "text/csv");
        String theirs =
                String.join(
                        "\r\n",
                        "session,start,seconds,inputOctets,outputOctets,stop",
                        "theirs-alone,2026-01-01T00:00:00Z,60,0,0,",
                        "");
        HttpResponse<String> made = api().send(User.BILLING, "POST", resource, theirs, csv);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode summary = ApiClient.json(made).path("summary");
        assertThat(summary.path("missingHere").asLong()).isEqualTo(1);
        assertThat(summary.path("missingThere").asLong()).isEqualTo(1);
        String differences =
                "reconciliations/" + ApiClient.json(made).path("id").asLong() + "/differences";
        assertThat(read(differences).findValuesAsText("kind"))
                .containsExactlyInAnyOrder("MISSING_HERE", "MISSING_THERE");
        requireProblem(
                api().send(User.BILLING, "POST", resource, "name\r\nbob\r\n", csv), 409, "name");
    }

    private void debtsAreSetOff(String provider) {
        JsonNode theirs =
                posted(
                        201,
                        "received-invoices",
                        "{'provider':'"
                                + provider
                                + "','number':'A-1','issuedOn':'2026-02-01','dueOn':'2026-03-01',"
                                + "'total':30.00,'currency':'EUR'}");
        String received = "received-invoices/" + theirs.path("id").asLong();
        JsonNode paid =
                posted(
                        200,
                        received + "/payments",
                        "{'amount':10,'currency':'EUR','reference':'out-1'}");
        assertThat(paid.path("open").asText()).isEqualTo("20.00");
        String day = clock.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1).toString();
        String which = "?provider=" + provider + "&currency=EUR&asOf=" + day;
        assertThat(read("netting-statements/balance" + which).path("setOff").asText())
                .isEqualTo("20.00");
        String request =
                "{'provider':'"
                        + provider
                        + "','currency':'EUR','asOf':'"
                        + day
                        + "','reference':'netting-"
                        + provider
                        + "'}";
        JsonNode settled = posted(201, "netting-statements", request);
        assertThat(posted(201, "netting-statements", request)).isEqualTo(settled);
        assertThat(read(received).path("open").asText()).isEqualTo("0.00");
        assertThat(read("netting-statements?provider=" + provider)).hasSize(1);
    }

    @Test
    void pricesArePublishedAndGivenToAContractAndEachWrongOneIsNamed() {
        Csp csp = csp(ContractKind.USUAL);
        long contract = contract(csp);
        String name = "Tariff of " + csp.name();
        JsonNode tariff = posted(201, "tariffs", "{'name':'" + name + "','currency':'EUR'}");
        String versions = "tariffs/" + tariff.path("id").asLong() + "/versions";
        JsonNode wrong =
                posted(
                        422,
                        versions,
                        "{'from':'2026-01-01','prices':{'usage':[{'name':'Time',"
                                + "'time':{'perHour':-1}}]}}");
        assertThat(wrong.path("errors").path(0).path("field").asText())
                .isEqualTo("prices.usage[0].time.perHour");
        JsonNode version =
                posted(
                        201,
                        versions,
                        "{'from':'2026-01-01','prices':{'usage':[{'name':'Time',"
                                + "'time':{'perHour':0.60}}]}}");
        assertThat(version.at("/prices/usage/0/time/perHour").asText()).isEqualTo("0.60");
        requireProblem(
                api().post(
                                User.BILLING,
                                "tariffs",
                                text("{'name':'" + name + "','currency':'EUR'}")),
                409,
                "already");

        String assignments = "contracts/" + contract + "/tariff";
        posted(
                201,
                assignments,
                "{'tariff':" + tariff.path("id").asLong() + ",'from':'2099-01-01'}");
        assertThat(read(assignments).findValuesAsText("tariffName")).hasSize(2).contains(name);
        requireProblem(
                api().post(
                                User.BILLING,
                                "contracts/999999/tariff",
                                text("{'tariff':1,'from':'2099-01-01'}")),
                404,
                "no contract");
        posted(
                201,
                "tax-rates",
                "{'code':'T"
                        + contract
                        + "','from':'2026-01-01','category':'STANDARD','percent':7.5}");
        posted(422, "tax-rates", "{'code':'U','from':'2026-01-01','category':'EXEMPT'}");
    }

    @Test
    void aWebhookOfAProvidersOwnIsTriedAndGetsItsEventsAndSaysHowThatWent() {
        Csp csp = csp(ContractKind.USUAL);
        bind(User.NORTH, csp);
        String provider = csp.name();
        try (EventReceiver receiver = new EventReceiver()) {
            JsonNode made =
                    posted(
                            201,
                            "webhooks",
                            "{'url':'"
                                    + receiver.url()
                                    + "','secret':'what-only-the-provider-knows','provider':'"
                                    + provider
                                    + "','types':['contract.suspended']}");
            assertThat(made.toString()).doesNotContain("only-the-provider");
            String webhook = "webhooks/" + made.path("id").asLong();
            Map<String, String> key = Map.of("Idempotency-Key", "test-" + made.path("id"));
            String test = webhook + "/test";
            HttpResponse<String> tried = api().send(User.BILLING, "POST", test, "", key);
            assertThat(ApiClient.json(tried).path("accepted").asBoolean())
                    .as(tried.body())
                    .isTrue();
            assertAnsweredAgain(tried, api().send(User.BILLING, "POST", test, "", key));

            database.configure(
                    "update contract set status = 'SUSPENDED' where id = " + contract(csp));
            String events = "events?type=contract.suspended&provider=" + provider;
            Await.until(
                    "the event's delivery",
                    TICK,
                    () ->
                            read(events)
                                    .at("/0/webhooks")
                                    .toString()
                                    .contains(
                                            "{\"webhook\":"
                                                    + made.path("id")
                                                    + ",\"delivered\":true}"));
            assertThat(receiver.types()).containsExactly("webhook.test", "contract.suspended");
            assertThat(api().read(User.NORTH, events).at("/0/webhooks")).hasSize(1);
            assertThat(api().read(User.NORTH, "events?provider=nobody")).isEmpty();
            assertThat(read(webhook + "/deliveries").at("/0/waiting").asLong()).isZero();
            assertThat(api().patch(User.BILLING, webhook, text("{'active':false}")).statusCode())
                    .isEqualTo(200);
            assertThat(read(webhook).path("active").asBoolean()).isFalse();
            assertThat(posted(200, webhook + "/retry", "").path("id")).isEqualTo(made.path("id"));
            assertThat(api().delete(User.BILLING, webhook).statusCode()).isEqualTo(204);
            assertThat(audited("test", "webhook", made.path("id").asLong())).isEqualTo(1);
        }
        requireProblem(
                api().post(
                                User.BILLING,
                                "webhooks",
                                text("{'url':'ftp://x','secret':'0123456789abcdef'}")),
                422,
                "http");
    }
}
