package org.portlease.test.world;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A server's key and the certificate that it signs itself, made by the JDK's keytool, as PEM. */
final class ServerCertificate {

    static final String FILE = "certificate.pem";

    private static final String KEY_FILE = "key.pem";
    private static final String PASSWORD = "not-a-secret";

    private ServerCertificate() {}

    /** Puts "key.pem" and "certificate.pem" into the directory. */
    static void write(Path directory) throws IOException {
        Path store = directory.resolve("keys.p12");
        make(store);
        try (InputStream file = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            Key key = keys.getKey("server", PASSWORD.toCharArray());
            write(directory.resolve(KEY_FILE), "PRIVATE KEY", key.getEncoded());
            write(
                    directory.resolve(FILE),
                    "CERTIFICATE",
                    keys.getCertificate("server").getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read what keytool made", e);
        }
    }

    private static void make(Path store) throws IOException {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String printed =
                FreeRadius.client(
                        "",
                        List.of(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=radius.example",
                                "-ext",
                                "bc=ca:true",
                                "-ext",
                                "eku=serverAuth",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD));
        if (!Files.exists(store)) {
            throw new IOException("keytool made no key: " + printed);
        }
    }

    private static void write(Path file, String what, byte[] octets) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        String pem = "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
        Files.writeString(file, pem, StandardCharsets.US_ASCII);
    }
}
