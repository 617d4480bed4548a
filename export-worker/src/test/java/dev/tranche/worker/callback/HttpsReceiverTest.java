package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tranche.messaging.test.TlsCertificates;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import dev.tranche.worker.callback.MicronautCallbackSender.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver whose certificate is by an authority of its own: trusted if Java is told to, as {@code docs/operations.md} says. */
@Timeout(60)
class HttpsReceiverTest {
    private static final String PASSWORD = "of-a-test";

    private final Properties before = new Properties();
    private final AtomicInteger posts = new AtomicInteger();
    private TlsCertificates certificates;
    private HttpsServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        before.putAll(System.getProperties());
        certificates = TlsCertificates.create(folder);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity(certificates.keyStore(PASSWORD))));
        server.createContext("/", exchange -> {
            posts.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    private static SSLContext identity(Path keyStore) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @AfterEach
    void stop() {
        System.setProperties(before);
        if (server != null) {
            server.stop(0);
        }
    }

    private CallbackAnswer post(String host) {
        var url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/hook");
        try (var sender = Senders.local(Limits.DEFAULT)) {
            return sender.post(new CallbackRequest(url, "msg_1", "{}", TraceHeaders.NONE));
        }
    }

    private static void trust(Path store) {
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    @Test
    void c58ACertificateOfAnUnknownAuthorityIsRefusedBeforeAnythingIsSent() {
        assertThat(post("127.0.0.1")).isEqualTo(new Unanswered("TLS failed"));
        assertThat(posts).hasValue(0);
    }

    @Test
    void c58OneOfAnAuthorityThatJavaIsToldToTrustIsTaken() {
        trust(certificates.trustStore(PASSWORD));

        assertThat(post("127.0.0.1")).isEqualTo(new Answered(204));
        assertThat(posts).hasValue(1);
    }

    @Test
    void c58TheCertificateMustBeForTheNameInTheUrl() {
        trust(certificates.trustStore(PASSWORD));

        assertThat(post("localhost")).isEqualTo(new Unanswered("TLS failed"));
        assertThat(posts).hasValue(0);
    }
}
