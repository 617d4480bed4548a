package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.tranche.broker.BrokerSettings;
import dev.tranche.broker.EmbeddedBroker;
import dev.tranche.model.message.MessageQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The gateway as it is started, over a real broker, a SQLite job store and a folder, without a worker. */
class GatewayIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private ServletWebServerApplicationContext gateway;

    @BeforeEach
    void makeDatabase() {
        Databases.make(folder.resolve("main.db"), "CREATE TABLE a(x)", "CREATE TABLE b(y)");
    }

    private void startWithBroker() {
        broker = EmbeddedBroker.start(new BrokerSettings(0, "test", "secret", folder.resolve("broker")));
        startGateway(broker.port());
    }

    private void startGateway(int brokerPort) {
        gateway = (ServletWebServerApplicationContext) SpringApplication.run(
                GatewayApplication.class,
                "--server.port=0",
                "--tranche.databases-folder=" + folder,
                "--tranche.objects-folder=" + folder.resolve("objects"),
                "--spring.datasource.url=jdbc:sqlite:" + folder.resolve("jobs").resolve("jobs.db"),
                "--spring.rabbitmq.host=127.0.0.1",
                "--spring.rabbitmq.port=" + brokerPort,
                "--spring.rabbitmq.username=test",
                "--spring.rabbitmq.password=secret");
    }

    @AfterEach
    void stop() {
        gateway.close();
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void aPostBecomesADurableJobAndOneMessageForAWorkerC20C51C61() throws Exception {
        startWithBroker();
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
        var accepted = post("{\"format\":\"json\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).endsWith("\"estimatedTables\":2}}");
        String statusUrl = accepted.headers().firstValue("Location").orElseThrow();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                        .contains("tranche_queue_messages{queue=\"tranche.chunks\"} 1.0"));
        try (var connection = connect()) {
            var message = take(connection);
            assertThat(new String(message.getBody(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "{\"v\":1,\"jobId\":\"" + statusUrl.substring("/export/jobs/".length()) + "\",\"step\":0}");
            assertThat(message.getProps().getHeaders().get("tranche-via")).hasToString("new");
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        }
        assertThat(get(statusUrl).body()).contains("\"status\":\"pending\",\"format\":\"json\"");
    }

    @Test
    void aBrokerThatIsAwayAtTheStartIsSaidByHealthAndRefusesNobodyC20C61() throws Exception {
        startGateway(portOfNobody());
        assertThat(get("/actuator/health").body()).contains("\"broker\":{\"details\"", "\"status\":\"DOWN\"");
        assertThat(post("").statusCode()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                        .contains("tranche_publish_failures_total 1.0", "tranche_jobs{status=\"pending\"} 1.0"));
    }

    private static int portOfNobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Connection connect() throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername("test");
        factory.setPassword("secret");
        return factory.newConnection();
    }

    private static GetResponse take(Connection connection) throws Exception {
        var channel = connection.createChannel();
        return await().atMost(SOON)
                .until(() -> channel.basicGet(MessageQueue.CHUNKS.queueName(), true), Objects::nonNull);
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri("/export/dump"))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.getWebServer().getPort() + path);
    }
}
