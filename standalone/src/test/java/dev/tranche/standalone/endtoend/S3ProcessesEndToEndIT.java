package dev.tranche.standalone.endtoend;

import dev.tranche.messaging.test.RabbitTestBroker;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.storage.object.S3ProxyServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** C53: separate processes on RabbitMQ, with a bucket instead of a folder. */
@Tag("long")
class S3ProcessesEndToEndIT extends ProcessesEndToEndSuite {
    @TempDir
    private static Path buckets;

    private S3ProxyServer s3;

    @Override
    TestBroker broker() {
        return RabbitTestBroker.shared();
    }

    @Override
    void configure(Deployment deployment) {
        s3 = S3ProxyServer.start(0, buckets, "exports-of-tests");
        deployment.onS3(s3);
    }

    @AfterAll
    void stopS3() {
        s3.close();
    }
}
