package dev.tranche.messaging.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * An authority of the test's own and a server certificate by it for {@code 127.0.0.1}, as PEM files, by {@code openssl}.
 *
 * @param authority what clients must trust
 */
public record TlsCertificates(Path authority, Path certificate, Path key) {
    /** The test is skipped, with the reason, where there is no openssl. */
    public static TlsCertificates create(Path folder) {
        var made = new TlsCertificates(
                folder.resolve("ca.pem"), folder.resolve("server.pem"), folder.resolve("server.key"));
        var authorityKey = folder.resolve("ca.key").toString();
        request(authorityKey, made.authority, "/CN=Authority of a test");
        request(
                made.key.toString(),
                made.certificate,
                "/CN=Server of a test",
                "-CA",
                made.authority.toString(),
                "-CAkey",
                authorityKey,
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-addext",
                "basicConstraints=critical,CA:FALSE");
        return made;
    }

    /** Certificate and key for servers that want them in a file of Java's, PKCS #12. */
    public Path keyStore(String password) {
        var target = certificate.resolveSibling("server.p12");
        run(
                "openssl",
                "pkcs12",
                "-export",
                "-in",
                certificate.toString(),
                "-inkey",
                key.toString(),
                "-passout",
                "pass:" + password,
                "-out",
                target.toString());
        return target;
    }

    /** The authority, for clients that trust what a file of Java's says. */
    public Path trustStore(String password) {
        var target = authority.resolveSibling("trust.p12");
        try (var in = Files.newInputStream(authority);
                var out = Files.newOutputStream(target)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            store.store(out, password.toCharArray());
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(authority + " is no certificate", e);
        }
    }

    private static void request(String key, Path certificate, String subject, String... more) {
        var command = new ArrayList<>(
                List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject));
        command.addAll(List.of("-keyout", key, "-out", certificate.toString()));
        command.addAll(List.of(more));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            var said = Files.createTempFile("openssl", ".out");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new AssertionError(Files.readString(said));
            }
        } catch (IOException e) {
            Assumptions.abort("no openssl: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
