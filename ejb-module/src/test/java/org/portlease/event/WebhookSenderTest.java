package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What can go wrong with one event on its way. */
class WebhookSenderTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] BODY = new byte[1_000_000];

    private final WebhookSender sender =
            new WebhookSender(EventFixture.KEYS, new WebhookReach(true), SHORT);

    private Outcome send(String url, byte[] encryptedSecret) throws InterruptedException {
        return send(sender, url, encryptedSecret);
    }

    private static Outcome send(WebhookSender by, String url, byte[] encryptedSecret)
            throws InterruptedException {
        Parcel parcel =
                new Parcel(
                        new UUID(0, 1),
                        new WebhookPosition.Key(1L, 1L),
                        url,
                        encryptedSecret,
                        new UUID(0, 2),
                        EventType.INVOICE_ISSUED,
                        1,
                        "{\"provider\":\"North\",\"sequence\":1}");
        return by.send(parcel, Instant.EPOCH);
    }

    private Outcome send(String url) throws InterruptedException {
        return send(url, EventFixture.secret());
    }

    @Test
    void anInternalReceiverGetsNothingUnlessTheOperatorWantsThat() throws InterruptedException {
        WebhookSender usual = new WebhookSender(EventFixture.KEYS, new WebhookReach(false), SHORT);
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            String byName = receiver.url().replace("127.0.0.1", "localhost");
            for (String url : List.of(receiver.url(), byName)) {
                assertThat(send(usual, url, EventFixture.secret()).fault())
                        .contains("internal network", "PORTLEASE_WEBHOOK_INTERNAL");
            }
            assertThat(receiver.received()).isEmpty();

            assertThat(send(receiver.url())).isEqualTo(Outcome.answered(200));
        }
    }

    @Test
    void aLongAnswerIsNotReadToItsEnd() throws InterruptedException {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.answersWith(BODY, Map.of());

            assertThat(send(receiver.url())).isEqualTo(Outcome.answered(200));
        }
    }

    @Test
    void silenceEndsWithTheTimeOut() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.answers(event -> wait(never));

            assertThat(send(receiver.url())).isEqualTo(Outcome.failed("no answer in 300 ms"));
        }
    }

    private static int wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 500;
    }

    /** Its status counts; the rest is not waited for. */
    @Test
    void anAnswerWhoseBodyNeverEndsIsAnAnswer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> accepted =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    Socket socket = server.accept();
                                    socket.getOutputStream()
                                            .write(
                                                    "HTTP/1.1 202 OK\r\nContent-Length: 9\r\n\r\nx"
                                                            .getBytes(StandardCharsets.US_ASCII));
                                    return socket;
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });

            assertThat(send("http://127.0.0.1:" + server.getLocalPort() + "/"))
                    .isEqualTo(Outcome.answered(202));
            accepted.get().close();
        }
    }

    @Test
    void aReceiverThatIsNotThereIsAFault() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        assertThat(send("http://127.0.0.1:" + port + "/"))
                .isEqualTo(Outcome.failed("no connection"));
    }

    @Test
    void aReceiverThatSpeaksNoTlsIsAFault() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            assertThat(send(receiver.url().replace("http:", "https:")).fault())
                    .isIn(
                            "no TLS that both accept",
                            "the connection ended without an answer",
                            "no connection in time",
                            "no answer in 300 ms");
        }
    }

    @Test
    void aSecretOfAnotherKeyIsAFault() throws InterruptedException {
        assertThat(send("http://127.0.0.1:1/", new byte[60]))
                .isEqualTo(Outcome.failed("the webhook's secret cannot be decrypted"));
    }

    @Test
    void aUrlThatSomebodySpoiltIsAFault() throws InterruptedException {
        assertThat(send("nothing at all"))
                .isEqualTo(Outcome.failed("the webhook's URL or secret cannot be used"));
    }
}
