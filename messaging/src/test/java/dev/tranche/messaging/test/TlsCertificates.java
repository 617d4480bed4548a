package dev.tranche.messaging.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static void request(String key, Path certificate, String subject, String... more) {
        var command = new ArrayList<>(
                List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject));
        command.addAll(List.of("-keyout", key, "-out", certificate.toString()));
        command.addAll(List.of(more));
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
