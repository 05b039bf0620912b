package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.event.EventType;
import org.portlease.event.Webhook;
import org.portlease.json.FieldException;

/** A world file's receivers of events. */
class WorldWebhooksTest {

    private static final String WORLD =
            """
            {'providers':[{'name':'North'}],
             'webhooks':[{'url':'https://north.example/hook','secret':'hush','provider':'North',
                 'types':['period.closed','invoice.issued']},
               {'url':'https://master.example/hook','secret':'hush','provider':null}]}
            """;

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    private void load(String json) {
        database.run(entities -> WorldFixture.load(entities, json));
    }

    private List<Webhook> webhooks() {
        return database.inTransaction(
                entities ->
                        entities.createQuery("select w from Webhook w order by w.id", Webhook.class)
                                .getResultList());
    }

    @Test
    void webhooksAreCreatedWithTheirSecretsEncrypted() {
        load(WORLD);

        Webhook ofNorth = webhooks().get(0);
        Webhook ofAll = webhooks().get(1);
        assertThat(ofNorth.url()).isEqualTo("https://north.example/hook");
        assertThat(ofNorth.providerId()).isPresent();
        assertThat(ofNorth.wanted())
                .containsExactly(EventType.INVOICE_ISSUED, EventType.PERIOD_CLOSED);
        assertThat(ofNorth.isActive()).isTrue();
        assertThat(ofAll.providerId()).isEqualTo(OptionalLong.empty());
        assertThat(ofAll.wanted()).containsExactly(EventType.values());
        assertThat(
                        new String(
                                WorldFixture.KEYS.decrypt(ofAll.encryptedSecret()),
                                StandardCharsets.UTF_8))
                .isEqualTo("hush");
    }

    @Test
    void aWebhookIsKnownByItsUrlAndProvider() {
        load(WORLD);
        database.run(entities -> entities.find(Webhook.class, webhooks().get(0).id()).deactivate());
        load(WORLD);
        load(
                """
                {'webhooks':[{'url':'https://north.example/hook','secret':'hush'}]}
                """);

        assertThat(webhooks()).hasSize(3);
        assertThat(webhooks().get(0).isActive()).isFalse(); // what is there stays as it is
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'webhooks':[{'secret':'s'}]} | webhooks[0].url: expected a text, but it is missing
                    {'webhooks':[{'url':'http://a'}]} | webhooks[0].secret: expected a text
                    {'webhooks':[{'url':'http://a','secret':''}]} | webhooks[0].secret: expected a secret
                    {'webhooks':[{'url':'ftp://a','secret':'s'}]} | webhooks[0]: a webhook's URL must begin with
                    {'webhooks':[{'url':'http://a','secret':'s','provider':'X'}]} | webhooks[0].provider: expected the name of a Provider
                    {'webhooks':[{'url':'http://a','secret':'s','types':['x']}]} | webhooks[0].types[0]: expected the type of an event, one of invoice.issued,
                    {'webhooks':[{'url':'http://a','secret':'s','active':true}]} | webhooks[0].active: is not known here
                    """)
    void aWrongWebhookStopsTheStartWithASentence(String json, String sentence) {
        assertThatThrownBy(() -> load(json))
                .isInstanceOf(FieldException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void noEntryPrintsItsSecret() {
        assertThat(WorldReaderTest.read(WORLD).webhooks())
                .hasToString("[webhooks[0], webhooks[1]]");
    }
}
