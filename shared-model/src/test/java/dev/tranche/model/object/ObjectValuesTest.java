package dev.tranche.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Sha256;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.ObjectStoreException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectValuesTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final JobId OTHER_JOB = new JobId("export_20240101-170000_abcdefghijkl");
    private static final ObjectKey KEY = ObjectKey.ofDatabase("main", JOB, "sql.gz");
    private static final ObjectOwner OWNER = new ObjectOwner(JOB, "0123456789");
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    /** FIPS 180-4's example. */
    @Test
    void sha256IsThatOfTheStandard() {
        assertThat(Sha256.of(ABC)).hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThatThrownBy(() -> new Sha256("BA78")).hasMessageContaining("BA78");
    }

    /** C40: also a presigned URL downloads under the job's name. */
    @Test
    void anObjectIsDownloadedUnderTheNameOfItsJob() {
        assertThat(new NewObject(KEY, "application/x-sqlite3", OWNER).contentDisposition())
                .isEqualTo("attachment; filename=\"export_20240101-170000_k3v9q0x1m2n4.sql.gz\"");
    }

    @Test
    void anObjectBelongsToTheJobOfItsKey() {
        var stranger = new ObjectOwner(OTHER_JOB, "0123456789");
        assertThatThrownBy(() -> new NewObject(KEY, "text/csv", stranger)).hasMessageContaining("cannot own");
        assertThatThrownBy(() -> new NewObject(KEY, " ", OWNER)).hasMessageContaining("blank");
    }

    @Test
    void aNonceIsPlainEnoughForAHeader() {
        for (String wrong : new String[] {"", "short", "with space", "Capital123", "a\nb1234567"}) {
            assertThat(ObjectOwner.isNonce(wrong)).isFalse();
            assertThatThrownBy(() -> new ObjectOwner(JOB, wrong)).hasMessageContaining("nonce");
        }
    }

    @Test
    void partsHaveNumbersSizesAndBytesThatS3Takes() {
        assertThat(Part.of(10_000, ABC).number()).isEqualTo(10_000);
        assertThatThrownBy(() -> Part.of(0, ABC)).hasMessageContaining("1 to 10000");
        assertThatThrownBy(() -> Part.of(10_001, ABC)).hasMessageContaining("1 to 10000");
        assertThatThrownBy(() -> Part.of(1, new byte[0])).hasMessageContaining("part 1 is empty");
        assertThatThrownBy(() -> new StoredPart(0, 1, "e", Sha256.of(ABC), Crc64Nvme.EMPTY))
                .hasMessageContaining("1 to 10000");
        assertThatThrownBy(() -> new StoredPart(1, 0, "e", Sha256.of(ABC), Crc64Nvme.EMPTY))
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> new PartSize(0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> new PartSize(PartSize.MAX_BYTES + 1)).hasMessageContaining("5368709121");
    }

    @Test
    void aPartBeginsWhereTheOnesBeforeItEnd() {
        var size = new PartSize(PartSize.MAX_BYTES);
        assertThat(size.offsetOf(1)).isZero();
        assertThat(size.offsetOf(10_000)).isEqualTo(9_999L * PartSize.MAX_BYTES);
    }

    @Test
    void aBodyIsReadFromItsFirstByteEveryTime(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("spool"), ABC);
        for (var body : Arrays.asList(PartBody.of(ABC), PartBody.of(Arrays.copyOf(ABC, 9), 3), PartBody.of(file, 3))) {
            for (int attempt = 0; attempt < 2; attempt++) {
                try (var in = body.open()) {
                    assertThat(in).hasBinaryContent(ABC);
                }
            }
            assertThat(body.bytes()).isEqualTo(3);
        }
        assertThatThrownBy(() -> PartBody.of(ABC, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** P8: number, size and, where there is one, checksum. */
    @Test
    void aListedPartIsTheCheckpointsOnlyIfAllThatIsKnownAgrees() {
        var stored = Part.of(2, ABC).storedAs("old");
        assertThat(ListedPart.of(2, 3, "new").isSameAs(stored)).isTrue();
        assertThat(ListedPart.of(2, 3, "new", Crc64Nvme.of(ABC)).isSameAs(stored))
                .isTrue();
        assertThat(ListedPart.of(2, 3, "new", Crc64Nvme.EMPTY).isSameAs(stored)).isFalse();
        assertThat(ListedPart.of(2, 4, "new").isSameAs(stored)).isFalse();
        assertThat(ListedPart.of(1, 3, "new").isSameAs(stored)).isFalse();
        assertThat(stored.withEtag("new").etag()).isEqualTo("new");
    }

    /** P8 and P20. */
    @Test
    void sizeAndMarkProveAnObjectAndSizeAloneWhereNoMarksAreKept() {
        var marked = new ObjectFacts(7, "e", Instant.EPOCH, new Provenance.OwnedBy(OWNER));
        assertThat(marked.proves(OWNER, 7)).isTrue();
        assertThat(marked.proves(OWNER, 8)).isFalse();
        assertThat(marked.proves(new ObjectOwner(JOB, "9876543210"), 7)).isFalse();
        assertThat(new ObjectFacts(7, "e", Instant.EPOCH, new Provenance.Foreign()).proves(OWNER, 7))
                .isFalse();
        var unmarked = new ObjectFacts(7, "e", Instant.EPOCH, new Provenance.NotKept());
        assertThat(unmarked.proves(OWNER, 7)).isTrue();
        assertThat(unmarked.proves(OWNER, 6)).isFalse();
        assertThatThrownBy(() -> new ObjectFacts(-1, "e", Instant.EPOCH, new Provenance.NotKept()))
                .hasMessageContaining("-1 bytes");
    }

    @Test
    void aRangeIsNeverEmptyAndNeverEndsBeyondCounting() {
        assertThat(new ByteRange(5, 1).last()).isEqualTo(5);
        assertThat(new ByteRange(0, Long.MAX_VALUE).last()).isEqualTo(Long.MAX_VALUE - 1);
        assertThatThrownBy(() -> new ByteRange(-1, 1)).hasMessageContaining("from -1");
        assertThatThrownBy(() -> new ByteRange(0, 0)).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> new ByteRange(1, Long.MAX_VALUE)).hasMessageContaining("from 1");
    }

    @Test
    void anUploadIdIsNeverBlank() {
        assertThatThrownBy(() -> new UploadId(" ")).hasMessageContaining("blank");
    }

    /** P10: only what may pass is worth a retry. */
    @Test
    void aFailureSaysWhatWasTriedOnWhatAndWhetherARetryCanHelp() {
        for (var reason : Reason.values()) {
            var failure = new ObjectStoreException(
                    ObjectStoreOperation.UPLOAD_PART, KEY.value(), reason, "SomeCode", "the detail");
            assertThat(failure).hasMessage("uploadPart " + KEY + " failed with SomeCode: the detail");
            assertThat(failure.retryCanHelp()).isEqualTo(reason == Reason.UNAVAILABLE);
        }
    }
}
