package dev.tranche.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreContract;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.PartSize;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The S3 store against a server that speaks S3's protocol and checks signatures and checksums (C53). {@link S3UnderTest}
 * says which. */
class S3ObjectStoreIT {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final NewObject OBJECT = new NewObject(
            ObjectKey.ofDatabase("main", JOB, "sql"), "application/x-sqlite3", new ObjectOwner(JOB, "0123456789"));

    @TempDir
    private static Path folder;

    private static S3UnderTest server;
    private static S3ObjectStore plain;
    private static S3ObjectStore likeAws;

    @BeforeAll
    static void start() {
        server = S3UnderTest.start(folder);
        plain = server.connect(server.bucket(), S3Integrity.CONTENT_MD5);
        likeAws = server.connect(server.bucket(), S3Integrity.CRC64_NVME);
    }

    @AfterAll
    static void stop() {
        plain.close();
        likeAws.close();
        server.close();
    }

    private abstract static class OnThisServer extends ObjectStoreContract {
        /** S3Proxy takes parts of aborted uploads; S3 does not. */
        @Override
        protected boolean noticesLateParts() {
            return S3UnderTest.isGiven();
        }
    }

    @Nested
    class WithMd5OfParts extends OnThisServer {
        @Override
        protected ObjectStore store() {
            return plain;
        }
    }

    /** Servers other than AWS need not know these checksums; S3Proxy compares them. */
    @Nested
    @DisabledIfSystemProperty(named = "tranche.test.s3-endpoint", matches = ".+")
    class WithTheCrcOfPartsAndObject extends OnThisServer {
        @Override
        protected ObjectStore store() {
            return likeAws;
        }
    }

    @Test
    void aPresignedUrlDownloadsUnderTheJobsName() throws IOException, InterruptedException {
        plain.put(OBJECT, new byte[] {1, 2, 3});
        var url = plain.presign(OBJECT.key(), Duration.ofMinutes(5)).orElseThrow();
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsExactly(1, 2, 3);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-sqlite3");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + JOB + ".sql\"");
    }

    @Test
    void theStoreOfTheConfigurationReachesItsBucket() {
        new ApplicationContextRunner()
                .withUserConfiguration(ObjectStoreConfiguration.class)
                .withPropertyValues("EXPORT_BUCKET=" + server.bucket(), "tranche.s3.endpoint=" + server.endpoint())
                .run(c -> {
                    var store = c.getBean(ObjectStore.class);
                    store.check();
                    store.put(OBJECT, new byte[3]);
                    assertThat(store.head(OBJECT.key()).orElseThrow().proves(OBJECT.owner(), 3))
                            .isTrue();
                });
    }

    /** C27's counterpart: a bucket that is named and not there is said by name. */
    @Test
    void aBucketThatIsNotThereIsRejected() {
        try (var store = server.connect("no-such-bucket", S3Integrity.CONTENT_MD5)) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    store::check,
                    () -> store.createUpload(OBJECT, new PartSize(1)),
                    () -> store.put(OBJECT, new byte[1]))) {
                assertThatThrownBy(call)
                        .isInstanceOfSatisfying(
                                ObjectStoreException.class,
                                e -> assertThat(e.reason()).as("%s", e).isEqualTo(Reason.REJECTED));
            }
            assertThatThrownBy(store::check).hasMessageContaining("no-such-bucket");
        }
    }
}
