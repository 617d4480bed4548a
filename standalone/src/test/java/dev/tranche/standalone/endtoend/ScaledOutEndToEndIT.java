package dev.tranche.standalone.endtoend;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.storage.object.S3ProxyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What many machines use: RabbitMQ, PostgreSQL and S3. */
@Tag("long")
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the tests bring PostgreSQL for Linux on x86-64 only")
class ScaledOutEndToEndIT extends ProcessesEndToEndSuite {
    @TempDir
    private static Path buckets;

    private EmbeddedPostgres postgres;
    private S3ProxyServer s3;

    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }

    @Override
    void configure(Deployment deployment) throws IOException {
        postgres = EmbeddedPostgres.start();
        s3 = S3ProxyServer.start(0, buckets, "exports-of-tests");
        deployment
                .onS3(s3)
                .with("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"))
                .with("spring.datasource.username", "postgres");
    }

    @AfterAll
    void stopStores() throws IOException {
        s3.close();
        postgres.close();
    }
}
