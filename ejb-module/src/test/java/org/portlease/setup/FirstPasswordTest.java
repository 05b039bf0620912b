package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.realm.FileSystemSecurityRealm;
import org.wildfly.security.auth.server.ModifiableRealmIdentity;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.evidence.PasswordGuessEvidence;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;

class FirstPasswordTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    /** The server brings it for itself. */
    @BeforeAll
    static void provideAlgorithms() {
        Security.addProvider(WildFlyElytronPasswordProvider.getInstance());
    }

    @AfterAll
    static void withdrawAlgorithms() {
        Security.removeProvider(WildFlyElytronPasswordProvider.getInstance().getName());
    }

    private FileSystemSecurityRealm realm() {
        return new FileSystemSecurityRealm(directory.resolve("users"));
    }

    private Path file(String node) {
        return directory.resolve(node);
    }

    private FirstPassword on(String node) {
        return new FirstPassword(realm(), file(node));
    }

    private boolean opens(String password) throws RealmUnavailableException {
        RealmIdentity user = realm().getRealmIdentity(new NamePrincipal("operator"));
        return user.exists()
                && user.verifyEvidence(new PasswordGuessEvidence(password.toCharArray()));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    @Test
    void aRealmWithoutUsersGetsOneWhosePasswordTheFileHolds() throws IOException {
        assertThat(on("a").make()).isTrue();

        String password = text(file("a"));
        assertThat(password).matches("[A-Za-z0-9_-]{24}");
        assertThat(opens(password)).isTrue();
        assertThat(opens(password.toLowerCase(Locale.ROOT))).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a"))))
                .isEqualTo("rw-------");
        RealmIdentity user = realm().getRealmIdentity(new NamePrincipal("operator"));
        assertThat(user.getAuthorizationIdentity().getAttributes().get("Roles"))
                .containsExactly("operator", "billing");
    }

    @Test
    void aSecondStartChangesNothing() throws IOException {
        on("a").make();
        String password = text(file("a"));
        assertThat(on("a").make()).isFalse();
        assertThat(text(file("a"))).isEqualTo(password);
        Files.delete(file("a"));
        assertThat(on("a").make()).isFalse();
        assertThat(file("a")).doesNotExist();
        assertThat(opens(password)).isTrue();
    }

    @Test
    void aRealmWithAnyUserGetsNone() throws IOException {
        ModifiableRealmIdentity anna = realm().getRealmIdentityForUpdate(new NamePrincipal("anna"));
        anna.create();
        anna.dispose();
        assertThat(on("a").make()).isFalse();
        assertThat(file("a")).doesNotExist();
        assertThat(opens("")).isFalse();
    }

    @Test
    void aNodeThatDiedHalfWayGoesOnWithThePasswordThatItWrote() throws IOException {
        Files.writeString(file("a"), "written-before-death\n");
        assertThat(on("a").make()).isTrue();
        assertThat(opens("written-before-death")).isTrue();

        ModifiableRealmIdentity user =
                realm().getRealmIdentityForUpdate(new NamePrincipal("operator"));
        user.setCredentials(List.of());
        user.dispose();
        assertThat(on("b").make()).as("another node").isFalse();
        assertThat(on("a").make()).isTrue();
        assertThat(opens("written-before-death")).isTrue();
    }

    @Test
    void ofNodesThatStartTogetherOneMakesTheUser() throws Exception {
        int nodes = 8;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            CyclicBarrier start = new CyclicBarrier(nodes);
            List<Callable<Boolean>> starts =
                    IntStream.range(0, nodes)
                            .<Callable<Boolean>>mapToObj(
                                    node ->
                                            () -> {
                                                start.await();
                                                return on("node-" + node).make();
                                            })
                            .toList();
            int made = 0;
            for (Future<Boolean> each : threads.invokeAll(starts)) {
                made += each.get() ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        try (var files = Files.list(directory)) {
            List<Path> passwords = files.filter(Files::isRegularFile).toList();
            assertThat(passwords).hasSize(1);
            assertThat(opens(text(passwords.get(0)))).isTrue();
        }
    }
}
