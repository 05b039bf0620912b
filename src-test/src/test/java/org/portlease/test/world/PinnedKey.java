package org.portlease.test.world;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the one certificate that a server's key store holds, whatever name stands in it. The
 * server makes its store when it is first needed; so it is read when it is.
 */
final class PinnedKey extends X509ExtendedTrustManager {

    /** What the server's settings have where nobody sets them. */
    static final String PASSWORD = "portlease";

    private final Path keyStore;

    private PinnedKey(Path keyStore) {
        this.keyStore = keyStore;
    }

    static SSLContext context(Path keyStore) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedKey(keyStore)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS here", e);
        }
    }

    /** Writes the certificate of that key store into a file of PEM. */
    static void export(Path keyStore, Path pem) {
        try {
            KeyStore keys = load(keyStore);
            byte[] certificate = keys.getCertificate(keys.aliases().nextElement()).getEncoded();
            Files.writeString(
                    pem,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder().encodeToString(certificate)
                            + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the key store " + keyStore, e);
        }
    }

    private static KeyStore load(Path keyStore) throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(keyStore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            return keys;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        try {
            if (load(keyStore).getCertificateAlias(chain[0]) == null) {
                throw new CertificateException(
                        "expected a certificate of "
                                + keyStore
                                + ", but got one of "
                                + chain[0].getSubjectX500Principal());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new CertificateException("cannot read the key store " + keyStore, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no client is trusted here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
