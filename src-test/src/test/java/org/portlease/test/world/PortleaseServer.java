package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.portlease.test.wire.TestNas;

/**
 * One WildFly with the archive that ships, on free ports and a base directory of its own. Its ports
 * are known before it starts, so that worlds can speak of each other.
 */
public final class PortleaseServer {

    private static final Duration BOOT = Duration.ofSeconds(120);
    private static final Pattern COUNT = Pattern.compile("\"([^\"]+)\"\\s*:\\s*(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String container;
    private final PortOffset offset = PortOffset.free();
    private final BaseDirectory base;
    private final ApiClient api;

    /**
     * @param container its name in arquillian.xml
     */
    public PortleaseServer(String container) {
        this.container = container;
        this.base = BaseDirectory.copyFor(container);
        this.api = new ApiClient(offset.of(8443), base.keyStore());
        api.holdToItsWord(User.OPERATOR);
    }

    public BaseDirectory base() {
        return base;
    }

    public int authPort() {
        return offset.of(1812);
    }

    public int acctPort() {
        return offset.of(1813);
    }

    /** Where it takes CoA- and Disconnect-Requests. */
    public int coaPort() {
        return offset.of(3799);
    }

    /** A port that no server uses, at whatever address: for the NASes of this server's world. */
    public int controlPort() {
        return offset.of(3798);
    }

    /** Starts it and waits until it says that it is ready. */
    public PortleaseServer start(ContainerController controller, Map<String, String> settings) {
        boot(controller, settings);
        String place = container + ", log in " + base.log();
        Await.until(
                "readiness of " + place,
                BOOT,
                () -> {
                    if (healthText().contains("FAILED")) {
                        throw new AssertionError("the deployment failed at " + place);
                    }
                    return isServing();
                });
        return this;
    }

    /**
     * Starts it, whether its deployment succeeds or not.
     *
     * @param settings as environment variables are named, PORTLEASE_DB_URL and the like
     */
    public void boot(ContainerController controller, Map<String, String> settings) {
        StringBuilder options = new StringBuilder("-Xms64m -Xmx512m");
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PORTLEASE_AUTH_PORT", Integer.toString(authPort()));
        all.put("PORTLEASE_ACCT_PORT", Integer.toString(acctPort()));
        all.put("PORTLEASE_COA_PORT", Integer.toString(coaPort()));
        all.put("PORTLEASE_REJECT_DELAY_MILLIS", "0");
        all.put("PORTLEASE_WEBHOOK_INTERNAL", "true");
        all.putAll(settings);
        all.forEach((name, value) -> options.append(' ').append(property(name)).append(value));
        controller.start(
                container,
                Map.of(
                        "jbossHome",
                        Path.of(System.getProperty("portlease.server")).toString(),
                        "managementPort",
                        Integer.toString(offset.of(9990)),
                        "javaVmArguments",
                        options.toString(),
                        "jbossArguments",
                        "-Djboss.server.base.dir="
                                + base.path()
                                + " -Djboss.socket.binding.port-offset="
                                + offset.value()));
    }

    private static String property(String setting) {
        return "-D" + setting.toLowerCase(Locale.ROOT).replace('_', '.') + "=";
    }

    public void stop(ContainerController controller) {
        if (controller.isStarted(container)) {
            controller.stop(container);
        }
    }

    /** A NAS at that address of loopback which asks this server. */
    public TestNas nas(String source, String secret) {
        return new TestNas(source, secret, authPort(), acctPort());
    }

    public boolean isReady() {
        return health() == 200;
    }

    /** Whether it is ready, and its readiness speaks of the archive's RADIUS sockets at all. */
    public boolean isServing() {
        return isReady() && healthText().contains("\"radius\"");
    }

    /** The status of the server's readiness, or 0 where nothing answers. */
    public int health() {
        try {
            return get(offset.of(9990), "/health/ready").statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** What the management port answers to anybody: health. */
    public HttpResponse<String> management(String path) {
        return get(offset.of(9990), path);
    }

    /** What readiness says, checks and all. */
    public String healthText() {
        return get(offset.of(9990), "/health/ready").body();
    }

    /** What the server has counted since it started, by name. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        Matcher matcher = COUNT.matcher(web("/api/v1/counters").body());
        while (matcher.find()) {
            counters.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return counters;
    }

    /** What the API answers an operator. */
    public HttpResponse<String> web(String path) {
        return web(User.OPERATOR, path);
    }

    public HttpResponse<String> web(User user, String path) {
        return api.get(user, path);
    }

    /** For requests that change something, and for those without a user. */
    public ApiClient api() {
        return api;
    }

    /** Runs commands of WildFly's command line against it, which must all succeed. */
    public String cli(List<String> commands) {
        return ServerCli.online(offset.of(9990), commands);
    }

    /** Its certificate as a file of PEM in that directory, for programs that trust it alone. */
    public Path certificate(Path directory) {
        Path file = directory.resolve(container + ".pem");
        web("/api/v1/counters"); // the key store is made when somebody first speaks TLS
        PinnedKey.export(base.keyStore(), file);
        return file;
    }

    /** Where HTTP in clear would be, if the server had it. */
    public int plainPort() {
        return offset.of(8080);
    }

    public int securePort() {
        return offset.of(8443);
    }

    private HttpResponse<String> get(int port, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** All that it has logged. */
    public String log() {
        try {
            return Files.readString(base.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
