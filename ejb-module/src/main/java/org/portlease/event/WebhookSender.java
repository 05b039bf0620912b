package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.portlease.secret.KeyRing;

/**
 * Sends one event to one webhook, signed, and waits for the answer's status. It follows no redirect
 * and believes no body. Safe for use by many threads; never inside a transaction.
 */
@ApplicationScoped
public class WebhookSender {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private KeyRing keys;
    private WebhookReach reach;
    private HttpClient client;
    private Duration answer;

    @SuppressWarnings("NullAway.Init") // for the container's proxy
    protected WebhookSender() {}

    @Inject
    public WebhookSender(KeyRing keys, WebhookReach reach) {
        this(keys, reach, ANSWER);
    }

    /** For tests, which do not wait as long. */
    WebhookSender(KeyRing keys, WebhookReach reach, Duration answer) {
        this.keys = keys;
        this.reach = reach;
        this.answer = answer;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * @throws InterruptedException where the server stops; whether the event was received is not
     *     known then
     */
    Outcome send(Parcel parcel, Instant now) throws InterruptedException {
        byte[] secret;
        try {
            secret = keys.decrypt(parcel.encryptedSecret());
        } catch (IllegalArgumentException e) {
            return Outcome.failed("the webhook's secret cannot be decrypted");
        }
        HttpRequest request;
        try {
            request = request(parcel, secret, now.getEpochSecond());
        } catch (IllegalArgumentException e) {
            return Outcome.failed("the webhook's URL or secret cannot be used");
        }
        try {
            reach.check(parcel.url());
        } catch (IllegalArgumentException e) {
            return Outcome.failed(String.valueOf(e.getMessage()));
        }
        return exchange(request);
    }

    private HttpRequest request(Parcel parcel, byte[] secret, long timestamp) {
        byte[] body = parcel.payload().getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(parcel.url()))
                .timeout(answer)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Portlease")
                .header("Portlease-Event-Id", parcel.eventId().toString())
                .header("Portlease-Event-Type", parcel.type().wireName())
                .header("Portlease-Timestamp", Long.toString(timestamp))
                .header("Portlease-Signature", WebhookSignature.of(secret, timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The client's own time-out ends with the headers; a body may come as slowly as it likes. */
    private Outcome exchange(HttpRequest request) throws InterruptedException {
        AtomicInteger status = new AtomicInteger();
        CompletableFuture<?> exchange =
                client.sendAsync(
                        request,
                        info -> {
                            status.set(info.statusCode());
                            return new BoundedDiscard();
                        });
        Outcome silence;
        try {
            exchange.get(answer.toMillis(), TimeUnit.MILLISECONDS);
            return Outcome.answered(status.get());
        } catch (TimeoutException e) {
            silence = noAnswer();
        } catch (ExecutionException e) {
            silence = fault(e.getCause());
        } finally {
            exchange.cancel(true);
        }
        return status.get() == 0 ? silence : Outcome.answered(status.get());
    }

    private Outcome fault(@Nullable Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return Outcome.failed("no connection in time");
        }
        if (cause instanceof HttpTimeoutException) {
            return noAnswer();
        }
        if (cause instanceof ConnectException) {
            return Outcome.failed("no connection");
        }
        if (cause instanceof SSLException) {
            return Outcome.failed("no TLS that both accept");
        }
        return Outcome.failed("the connection ended without an answer");
    }

    private Outcome noAnswer() {
        return Outcome.failed("no answer in " + answer.toMillis() + " ms");
    }
}
