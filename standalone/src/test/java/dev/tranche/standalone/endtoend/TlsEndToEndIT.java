package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.test.RabbitNode;
import dev.tranche.messaging.test.TlsCertificates;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.standalone.process.ServiceProcess;
import dev.tranche.storage.object.S3ProxyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * RabbitMQ, PostgreSQL and S3 with TLS by an authority of the test's own, as {@code docs/operations.md} says to configure them; that of the
 * gateway itself is in its module.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the tests bring PostgreSQL for Linux on x86-64 only")
class TlsEndToEndIT {
    private static final String PASSWORD = "guards-nothing";

    private Path folder;
    private TlsCertificates certificates;
    private RabbitNode rabbit;
    private EmbeddedPostgres postgres;
    private S3ProxyServer s3;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        certificates = TlsCertificates.create(Files.createDirectory(folder.resolve("tls")));
        rabbit = RabbitNode.startWithTls(certificates);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificates.certificate().toString())
                .setServerConfig("ssl_key_file", certificates.key().toString())
                .start();
        s3 = S3ProxyServer.startWithTls(
                certificates.keyStore(PASSWORD), PASSWORD, folder.resolve("buckets"), "exports-of-tests");
    }

    @AfterAll
    void stop() throws Exception {
        if (s3 != null) {
            s3.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (rabbit != null) {
            rabbit.close();
        }
    }

    private Deployment deployment() {
        String trust = "-Djavax.net.ssl.trustStore=" + certificates.trustStore(PASSWORD)
                + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
        return new Deployment(folder.resolve("deployment"), rabbit.broker())
                .with("spring.rabbitmq.port", String.valueOf(rabbit.tlsPort()))
                .with("spring.rabbitmq.ssl.enabled", "true")
                .with("spring.rabbitmq.ssl.bundle", "broker")
                .with("spring.ssl.bundle.pem.broker.truststore.certificate", "file:" + certificates.authority())
                .with("spring.datasource.url", url())
                .with("spring.datasource.username", "postgres")
                .onS3(s3)
                .withEnvironment("JAVA_TOOL_OPTIONS", trust);
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?sslmode=verify-full&sslrootcert="
                + certificates.authority();
    }

    @Test
    void aJobRunsWithEveryConnectionEncrypted() throws Exception {
        try (var deployment = deployment().initSpool()) {
            TestDatabase.shop(deployment.database("shop"), 1_000);
            ServiceProcess gateway = deployment.startGateway().awaitUp();
            deployment.startWorker().awaitUp();
            var api = new Api(gateway.root());

            Path file = api.awaitDownload(api.start("{\"database\":\"shop\"}"), folder.resolve("shop.sql"));

            assertThat(Files.readString(file)).endsWith("COMMIT;\n");
            assertThat(sessionsWithTls()).isPositive();
        }
    }

    /** Of the gateway and the worker, besides the one that asks. */
    private int sessionsWithTls() throws Exception {
        var sql = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                + " WHERE ssl AND pid <> pg_backend_pid()";
        try (var connection = DriverManager.getConnection(url(), "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
