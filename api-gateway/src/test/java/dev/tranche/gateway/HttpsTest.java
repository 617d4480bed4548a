package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.TlsCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HTTP with TLS, by the properties that {@code docs/operations.md} names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private TlsCertificates first;
    private TlsCertificates second;
    private Path certificate;
    private Path key;
    private GatewayServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        first = TlsCertificates.create(Files.createDirectory(folder.resolve("first")));
        second = TlsCertificates.create(Files.createDirectory(folder.resolve("second")));
        certificate = Files.copy(first.certificate(), folder.resolve("tls.crt"));
        key = Files.copy(first.key(), folder.resolve("tls.key"));
        server = GatewayServer.with(
                        "server.ssl.bundle=web",
                        "spring.ssl.bundle.pem.web.keystore.certificate=file:" + certificate,
                        "spring.ssl.bundle.pem.web.keystore.private-key=file:" + key,
                        "spring.ssl.bundle.pem.web.reload-on-update=true",
                        "spring.ssl.bundle.watch.file.quiet-period=100ms")
                .start();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private int healthFor(TlsCertificates trusted) throws Exception {
        var client = HttpClient.newBuilder()
                .sslContext(trusting(trusted.authority()))
                .build();
        var uri = URI.create("https://127.0.0.1:" + server.port() + "/actuator/health");
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private static SSLContext trusting(Path authority) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void whoTrustsTheAuthorityIsServedAndACertificateIsReplacedWithoutARestart() throws Exception {
        assertThat(healthFor(first)).isEqualTo(200);
        assertThatThrownBy(() -> healthFor(second)).isInstanceOf(SSLHandshakeException.class);

        Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(SOON)
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .ignoreException(SSLHandshakeException.class)
                .until(() -> healthFor(second) == 200);
        assertThatThrownBy(() -> healthFor(first)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void whoSpeaksNoTlsIsToldNothing() {
        var answer = RawHttp.to(server.port()).send("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n");

        assertThat(answer.head() + answer.body()).doesNotContain("\"status\"").doesNotContain("HTTP/1.1 200");
    }
}
