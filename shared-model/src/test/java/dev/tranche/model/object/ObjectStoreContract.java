package dev.tranche.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.job.JobId;
import dev.tranche.model.object.ObjectStoreException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} does alike. A store's test extends it; each test uses keys of its own. */
public abstract class ObjectStoreContract {
    private static final PartSize PART_SIZE = new PartSize(PartSize.S3_MIN_BYTES);
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random = new Random();
    private final JobId job = newJob();
    private final NewObject object = objectOf(job, "sql", "nonce0123456789");

    /** The store under test, empty or at least without uploads of other runs. */
    protected abstract ObjectStore store();

    /** Whether the store itself tells a part that comes after the abort that the upload is gone. */
    protected boolean noticesLateParts() {
        return true;
    }

    private JobId newJob() {
        var letters = new StringBuilder();
        random.ints(20, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
        return new JobId("export_20240101-170000_" + letters);
    }

    private static NewObject objectOf(JobId job, String extension, String nonce) {
        var key = ObjectKey.ofDatabase("main", job, extension);
        return new NewObject(key, "application/x-sqlite3", new ObjectOwner(job, nonce));
    }

    private byte[] bytes(long length) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Part fullPart(int number) {
        return Part.of(number, bytes(PART_SIZE.bytes()));
    }

    private Upload create() {
        return store().createUpload(object, PART_SIZE);
    }

    private byte[] contentOf(ObjectKey key) throws IOException {
        try (var in = store().read(key)) {
            return in.readAllBytes();
        }
    }

    private static byte[] joined(Part... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            try (var in = part.body().open()) {
                in.transferTo(all);
            }
        }
        return all.toByteArray();
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.reason()).as("%s", e).isEqualTo(reason));
    }

    @Test
    void partsBecomeOneObjectInTheOrderOfTheirNumbers() throws IOException {
        var upload = create();
        var first = fullPart(1);
        var second = fullPart(2);
        var last = Part.of(3, bytes(17));
        var storedLast = store().uploadPart(upload, last);
        var storedFirst = store().uploadPart(upload, first);
        var storedSecond = store().uploadPart(upload, second);
        store().complete(upload, List.of(storedFirst, storedSecond, storedLast));
        assertThat(contentOf(object.key())).isEqualTo(joined(first, second, last));
    }

    @Test
    void aStoredPartRemembersWhatItsCheckpointNeeds() {
        var part = Part.of(1, bytes(1000));
        var stored = store().uploadPart(create(), part);
        assertThat(stored.number()).isEqualTo(1);
        assertThat(stored.bytes()).isEqualTo(1000);
        assertThat(stored.sha256()).isEqualTo(part.sha256());
        assertThat(stored.crc64()).isEqualTo(part.crc64());
        assertThat(stored.etag()).isNotBlank();
    }

    @Test
    void onePartSmallerThanThePartSizeIsAnObject() throws IOException {
        var upload = create();
        var only = Part.of(1, bytes(1));
        store().complete(upload, List.of(store().uploadPart(upload, only)));
        assertThat(contentOf(object.key())).isEqualTo(joined(only));
    }

    @Test
    void nothingIsToBeSeenBeforeComplete() {
        var upload = create();
        store().uploadPart(upload, fullPart(1));
        assertThat(store().head(object.key())).isEmpty();
        assertFails(Reason.OBJECT_NOT_FOUND, () -> store().read(object.key()).close());
    }

    @Test
    void aPartStoredTwiceCountsOnce() throws IOException {
        var upload = create();
        var first = fullPart(1);
        var last = Part.of(2, bytes(100));
        var before = store().uploadPart(upload, first);
        var after = store().uploadPart(upload, first);
        var storedLast = store().uploadPart(upload, last);
        assertThat(after).isEqualTo(before);
        store().complete(upload, List.of(before, storedLast));
        assertThat(contentOf(object.key())).isEqualTo(joined(first, last));
    }

    /** Some servers answer a Complete again, others have forgotten the upload: P8 has to live with both. */
    @Test
    void aSecondCompleteChangesNothingAndTheObjectProvesItself() throws IOException {
        var upload = create();
        var part = Part.of(1, bytes(100));
        var stored = List.of(store().uploadPart(upload, part));
        store().complete(upload, stored);
        try {
            store().complete(upload, stored);
        } catch (ObjectStoreException e) {
            assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_UPLOAD);
        }
        assertThat(store().head(object.key()).orElseThrow().proves(object.owner(), 100))
                .isTrue();
        assertThat(contentOf(object.key())).isEqualTo(joined(part));
    }

    @Test
    void completeRefusesAPartThatWasNeverStored() {
        var upload = create();
        var first = store().uploadPart(upload, fullPart(1));
        var missing = Part.of(2, bytes(100)).storedAs(first.etag());
        assertFails(Reason.INVALID_PART, () -> store().complete(upload, List.of(first, missing)));
        assertThat(store().head(object.key())).isEmpty();
    }

    @Test
    void anAbortedUploadIsGoneWithItsParts() {
        var upload = create();
        var stored = store().uploadPart(upload, fullPart(1));
        store().abort(upload);
        assertThat(store().listUploads(object.key())).isEmpty();
        assertThat(store().listParts(upload)).isEmpty();
        assertFails(Reason.NO_SUCH_UPLOAD, () -> store().complete(upload, List.of(stored)));
    }

    @Test
    void abortingAgainOrAfterCompleteDoesNoHarm() {
        var aborted = create();
        store().abort(aborted);
        assertThatCode(() -> store().abort(aborted)).doesNotThrowAnyException();

        var completed = create();
        store().complete(completed, List.of(store().uploadPart(completed, Part.of(1, bytes(5)))));
        store().abort(completed);
        assertThat(store().head(object.key())).isPresent();
    }

    @Test
    void aPartThatComesAfterTheAbortMakesNoObject() {
        var upload = create();
        store().abort(upload);
        if (noticesLateParts()) {
            assertFails(Reason.NO_SUCH_UPLOAD, () -> store().uploadPart(upload, Part.of(1, bytes(5))));
        } else {
            store().uploadPart(upload, Part.of(1, bytes(5)));
        }
        assertThat(store().head(object.key())).isEmpty();
        assertThat(store().listUploads(object.key())).isEmpty();
    }

    @Test
    void theListedPartsAreThoseOfTheCheckpointAndCompleteTakesTheirEtags() throws IOException {
        var upload = create();
        var first = fullPart(1);
        var last = Part.of(2, bytes(99));
        var stored = List.of(store().uploadPart(upload, first), store().uploadPart(upload, last));
        var listed = store().listParts(upload);

        assertThat(listed).hasSize(2);
        var renamed = new ArrayList<StoredPart>();
        for (int i = 0; i < 2; i++) {
            assertThat(listed.get(i).isSameAs(stored.get(i)))
                    .as("%s", listed.get(i))
                    .isTrue();
            assertThat(listed.get(i).isSameAs(stored.get(1 - i))).isFalse();
            renamed.add(stored.get(i).withEtag(listed.get(i).etag()));
        }
        store().complete(upload, renamed);
        assertThat(contentOf(object.key())).isEqualTo(joined(first, last));
    }

    @Test
    void uploadsAreListedByTheirExactKey() {
        var upload = create();
        var longerKey = store().createUpload(objectOf(job, "sql.gz", "nonce0123456789"), PART_SIZE);
        var otherJob = store().createUpload(objectOf(newJob(), "sql", "nonce0123456789"), PART_SIZE);
        assertThat(store().listUploads(object.key()))
                .extracting(OpenUpload::upload)
                .containsExactly(upload);
        assertThat(store().listUploads()).extracting(OpenUpload::upload).contains(upload, longerKey, otherJob);
        store().listUploads().forEach(u -> store().abort(u.upload()));
        assertThat(store().listUploads()).isEmpty();
    }

    @Test
    void twoUploadsOfOneKeyKnowNothingOfEachOther() throws IOException {
        var zombie = create();
        var current = create();
        store().uploadPart(zombie, Part.of(1, bytes(7)));
        var part = Part.of(1, bytes(8));
        var stored = store().uploadPart(current, part);
        assertThat(store().listUploads(object.key())).hasSize(2);
        store().complete(current, List.of(stored));
        store().abort(zombie);
        assertThat(contentOf(object.key())).isEqualTo(joined(part));
        assertThat(store().listUploads(object.key())).isEmpty();
    }

    @Test
    void putReplacesTheObjectAndMayBeEmpty() throws IOException {
        byte[] old = bytes(100);
        store().put(object, old);
        assertThat(contentOf(object.key())).isEqualTo(old);
        store().put(object, new byte[0]);
        assertThat(contentOf(object.key())).isEmpty();
        assertThat(store().head(object.key()).orElseThrow().proves(object.owner(), 0))
                .isTrue();
        assertThat(store().listUploads(object.key())).isEmpty();
    }

    @Test
    void anObjectOfAnotherSizeOrOfAnotherUploadIsNotOurs() {
        store().put(object, bytes(10));
        var facts = store().head(object.key()).orElseThrow();
        var otherNonce = new ObjectOwner(job, "another0123456789");
        assertThat(facts.bytes()).isEqualTo(10);
        assertThat(facts.etag()).isNotBlank().doesNotContain("\"");
        assertThat(facts.proves(object.owner(), 11)).isFalse();
        assertThat(facts.proves(otherNonce, 10)).isEqualTo(facts.provenance() instanceof Provenance.NotKept);
    }

    @Test
    void aStretchOfTheObjectIsReadAlone() throws IOException {
        byte[] content = bytes(100_000);
        store().put(object, content);
        try (var in = store().read(object.key(), new ByteRange(99_990, 10))) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 99_990, 100_000));
        }
        try (var in = store().read(object.key(), new ByteRange(0, 1))) {
            assertThat(in.readAllBytes()).containsExactly(content[0]);
        }
    }

    @Test
    void aReaderMayStopEarly() throws IOException {
        store().put(object, bytes(PART_SIZE.bytes()));
        for (int i = 0; i < 60; i++) {
            try (var in = store().read(object.key())) {
                assertThat(in.read()).isNotNegative();
            }
        }
    }

    @Test
    void aDeletedObjectIsGoneAndMayBeDeletedAgain() {
        store().put(object, bytes(10));
        store().delete(object.key());
        assertThatCode(() -> store().delete(object.key())).doesNotThrowAnyException();
        assertThat(store().head(object.key())).isEmpty();
        assertFails(
                Reason.OBJECT_NOT_FOUND,
                () -> store().read(object.key(), new ByteRange(0, 1)).close());
    }

    @Test
    void aStoreThatCanBeUsedSaysSo() {
        assertThatCode(() -> store().check()).doesNotThrowAnyException();
    }
}
