package dev.tranche.storage.object;

import static dev.tranche.storage.object.StubS3.empty;
import static dev.tranche.storage.object.StubS3.error;
import static dev.tranche.storage.object.StubS3.lost;
import static dev.tranche.storage.object.StubS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the S3 store makes of a server that fails, hangs, refuses or answers too late (P8, P10, P12). */
@Timeout(60)
class S3FailuresTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final NewObject OBJECT = new NewObject(
            ObjectKey.ofDatabase("main", JOB, "sql"), "application/x-sqlite3", new ObjectOwner(JOB, "0123456789"));
    private static final Upload UPLOAD = new Upload(OBJECT.key(), new UploadId("upload"));
    private static final Part PART = Part.of(1, "these bytes".getBytes(StandardCharsets.US_ASCII));
    private static final List<StoredPart> PARTS = List.of(PART.storedAs("\"etag\""));
    private static final String COMPLETED =
            "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>";

    private static final S3Limits PATIENT =
            new S3Limits(3, Duration.ofSeconds(20), Duration.ofSeconds(40), Duration.ofSeconds(40));
    private static final S3Limits HASTY =
            new S3Limits(3, Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofMillis(600));

    private final StubS3 server = new StubS3();

    @AfterEach
    void stop() {
        server.close();
    }

    private S3ObjectStore store(S3Limits limits) {
        return S3TestStores.connect(server.endpoint(), limits, S3Integrity.CONTENT_MD5);
    }

    private static void assertFails(Reason reason, String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                    assertThat(e.reason()).as("%s", e).isEqualTo(reason);
                    assertThat(e.code()).isEqualTo(code);
                })
                .hasMessageContaining(OBJECT.key().value());
    }

    @Test
    void aPartThatFailsInPassingIsSentAgainFromItsFirstByte() {
        server.then(error(500, "InternalError")).then(lost()).then(empty(200, "ETag", "\"etag\""));
        try (var store = store(PATIENT)) {
            assertThat(store.uploadPart(UPLOAD, PART)).isEqualTo(PART.storedAs("\"etag\""));
        }
        assertThat(server.requests())
                .extracting(StubS3.Request::body)
                .hasSize(3)
                .allMatch(b -> b.contains("these bytes"));
    }

    @Test
    void afterThreeAttemptsTheCallerHasToDecide() {
        server.then(error(503, "SlowDown")).then(error(503, "SlowDown")).then(error(503, "SlowDown"));
        try (var store = store(PATIENT)) {
            assertFails(Reason.UNAVAILABLE, "SlowDown", () -> store.uploadPart(UPLOAD, PART));
        }
        assertThat(server.requests()).hasSize(3);
    }

    /** P12: no wait without an end. */
    @Test
    void aServerThatHangsIsGivenUp() {
        server.then(server.silence()).then(server.silence()).then(server.silence());
        try (var store = store(HASTY)) {
            assertThatThrownBy(() -> store.uploadPart(UPLOAD, PART))
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue());
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        server.close();
        try (var store = store(HASTY)) {
            assertFails(Reason.UNAVAILABLE, "SdkClientException", () -> store.head(OBJECT.key()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, REJECTED",
        "403, InvalidAccessKeyId, REJECTED",
        "403, SignatureDoesNotMatch, REJECTED",
        "404, NoSuchBucket, REJECTED",
        "400, EntityTooSmall, REJECTED",
        "301, PermanentRedirect, REJECTED",
        "404, NoSuchUpload, NO_SUCH_UPLOAD",
        "404, NoSuchKey, NO_SUCH_UPLOAD",
        "400, InvalidPart, INVALID_PART",
        "400, InvalidPartOrder, INVALID_PART"
    })
    void aRefusalIsNotRepeated(int status, String code, Reason reason) {
        server.then(error(status, code));
        try (var store = store(PATIENT)) {
            assertFails(reason, code, () -> store.complete(UPLOAD, PARTS));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anObjectThatIsNotThereIsNotFound() {
        server.then(error(404, "NoSuchKey"));
        try (var store = store(PATIENT)) {
            assertFails(Reason.OBJECT_NOT_FOUND, "NoSuchKey", () -> store.read(OBJECT.key()));
        }
    }

    @Test
    void damageOnTheWayMayPass() {
        for (int i = 0; i < 3; i++) {
            server.then(error(400, "BadDigest"));
        }
        try (var store = store(PATIENT)) {
            assertFails(Reason.UNAVAILABLE, "BadDigest", () -> store.uploadPart(UPLOAD, PART));
        }
    }

    @Test
    void completeMayBeSilentForLongerThanAPart() {
        server.then(server.after(HASTY.attempt().plusMillis(100), xml(200, COMPLETED)));
        try (var store = store(HASTY)) {
            store.complete(UPLOAD, PARTS);
        }
        assertThat(server.requests()).hasSize(1);
    }

    /** P8: the first Complete took effect, its answer got lost, and the repeated one finds no upload. */
    @Test
    void aCompleteWhoseAnswerGotLostEndsInNoSuchUpload() {
        server.then(lost()).then(error(404, "NoSuchUpload"));
        try (var store = store(PATIENT)) {
            assertFails(Reason.NO_SUCH_UPLOAD, "NoSuchUpload", () -> store.complete(UPLOAD, PARTS));
        }
    }

    /** Seen with Ceph 16: a Complete that can never succeed is answered as if it could. */
    @Test
    void aCompleteThatFailsInPassingIsFinalIfTheUploadIsGone() {
        for (int i = 0; i < 3; i++) {
            server.then(error(500, "InternalError"));
        }
        server.then(error(404, "NoSuchKey"));
        try (var store = store(PATIENT)) {
            assertFails(Reason.NO_SUCH_UPLOAD, "InternalError", () -> store.complete(UPLOAD, PARTS));
        }
    }

    @Test
    void aCompleteThatFailsInPassingMayBeTriedAgainIfTheUploadIsThere() {
        for (int i = 0; i < 3; i++) {
            server.then(error(500, "InternalError"));
        }
        server.then(xml(200, "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>"));
        try (var store = store(PATIENT)) {
            assertFails(Reason.UNAVAILABLE, "InternalError", () -> store.complete(UPLOAD, PARTS));
        }
        assertThat(server.requests()).hasSize(4);
    }

    /** S3 may begin with 200 to keep the connection alive and fail afterwards. */
    @Test
    void anErrorUnderStatus200IsAnError() {
        for (int i = 0; i < 3; i++) {
            server.then(error(200, "InternalError"));
        }
        try (var store = store(PATIENT)) {
            assertFails(Reason.UNAVAILABLE, "InternalError", () -> store.complete(UPLOAD, PARTS));
        }
    }

    @Test
    void aHeadWithoutABodyTellsGoneFromForbidden() {
        server.then(empty(404, "x-test", "none")).then(empty(403, "x-test", "none"));
        try (var store = store(PATIENT)) {
            assertThat(store.head(OBJECT.key())).isEmpty();
            assertFails(Reason.REJECTED, "HTTP 403", () -> store.head(OBJECT.key()));
        }
    }

    @Test
    void anObjectWithoutOurMarkIsForeign() {
        server.then(exchange -> {
            exchange.getResponseHeaders().set("Last-Modified", "Mon, 01 Jan 2024 17:00:00 GMT");
            exchange.getResponseHeaders().set("x-amz-meta-tranche-job", "export_odd");
            exchange.getResponseHeaders().set("Content-Length", "7");
            empty(200, "ETag", "\"e\"").to(exchange);
        });
        try (var store = store(PATIENT)) {
            var facts = store.head(OBJECT.key()).orElseThrow();
            assertThat(facts.bytes()).isEqualTo(7);
            assertThat(facts.proves(OBJECT.owner(), 7)).isFalse();
        }
    }

    @Test
    void anAnswerThatLacksWhatS3AlwaysSaysIsNoAnswer() {
        server.then(empty(200, "ETag", "\"e\""));
        try (var store = store(PATIENT)) {
            assertFails(Reason.UNAVAILABLE, "SdkClientException", () -> store.head(OBJECT.key()));
        }
    }

    @Test
    void aReaderThatStopsEarlyDoesNotReadTheRest() throws IOException {
        server.then(StubS3.endless());
        try (var store = store(PATIENT);
                var in = store.read(OBJECT.key())) {
            assertThat(in.read()).isZero();
        }
    }

    @Test
    void anInterruptedCallEndsAndTheThreadStaysInterrupted() {
        server.then(exchange -> server.silence().to(exchange));
        try (var store = store(PATIENT)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.uploadPart(UPLOAD, PART)).isInstanceOf(ObjectStoreException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void serversOtherThanAwsGetAnMd5AndNothingNewer() {
        server.then(xml(200, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"))
                .then(empty(200, "ETag", "\"etag\""))
                .then(xml(200, COMPLETED));
        try (var store = store(PATIENT)) {
            var upload = store.createUpload(OBJECT, new PartSize(PartSize.S3_MIN_BYTES));
            store.complete(upload, List.of(store.uploadPart(upload, PART)));
        }
        assertThat(server.requests().get(1).headers().getFirst("Content-MD5")).isEqualTo("eDXKzJqy127pR/PDt8amDg==");
        assertThat(server.requests())
                .allSatisfy(r -> assertThat(r.headers().keySet())
                        .map(h -> h.toLowerCase(Locale.ROOT))
                        .noneMatch(h -> h.contains("checksum") || h.contains("trailer")));
    }

    @Test
    void aPartSizeThatAwsRefusesAtCompleteIsRefusedBeforeTheFirstByte() {
        try (var store = S3TestStores.connect(server.endpoint(), PATIENT, S3Integrity.CRC64_NVME)) {
            assertFails(
                    Reason.REJECTED,
                    "EntityTooSmall",
                    () -> store.createUpload(OBJECT, new PartSize(PartSize.S3_MIN_BYTES - 1)));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void awsGetsTheCrcOfPartsAndObject() {
        server.then(xml(200, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"))
                .then(empty(200, "ETag", "\"etag\""))
                .then(xml(200, COMPLETED));
        try (var store = S3TestStores.connect(server.endpoint(), PATIENT, S3Integrity.CRC64_NVME)) {
            var upload = store.createUpload(OBJECT, new PartSize(PartSize.S3_MIN_BYTES));
            store.complete(upload, List.of(store.uploadPart(upload, PART)));
        }
        var create = server.requests().get(0).headers();
        assertThat(create.getFirst("x-amz-checksum-algorithm")).isEqualTo("CRC64NVME");
        assertThat(create.getFirst("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
        assertThat(create.getFirst("x-amz-meta-tranche-nonce")).isEqualTo("0123456789");
        assertThat(server.requests().get(1).headers().getFirst("x-amz-checksum-crc64nvme"))
                .isEqualTo(PART.crc64().text());
        assertThat(server.requests().get(2).headers().getFirst("x-amz-checksum-crc64nvme"))
                .isEqualTo(PART.crc64().text());
    }
}
