package dev.tranche.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.fault.SmallDisk;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder on a disk that is full or cannot be written (issue 5): what failed can be done when the disk is well again (P10, P20). */
class FullFolderTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final NewObject OBJECT = new NewObject(
            ObjectKey.ofDatabase("main", JOB, "sql"), "application/x-sqlite3", new ObjectOwner(JOB, "0123456789"));
    private static final int PART_BYTES = 300_000;

    @TempDir
    private Path home;

    private SmallDisk disk;
    private FolderObjectStore store;

    @BeforeEach
    void aSmallDisk() throws Exception {
        disk = SmallDisk.mount(home, 2);
        store = new FolderObjectStore(disk.folder(), new Random());
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private static Part part(int number) {
        var bytes = new byte[PART_BYTES];
        new Random(number).nextBytes(bytes);
        return Part.of(number, bytes);
    }

    @Test
    void issue5APartThatDoesNotFitIsStoredWhenThereIsRoom() throws Exception {
        var upload = store.createUpload(OBJECT, new PartSize(PART_BYTES));
        var first = store.uploadPart(upload, part(1));
        disk.fill();
        assertCanBeTriedAgain(() -> store.uploadPart(upload, part(2)));
        disk.makeRoom();

        var second = store.uploadPart(upload, part(2));
        store.complete(upload, List.of(first, second));

        try (var whole = store.read(OBJECT.key())) {
            assertThat(whole.readNBytes(PART_BYTES))
                    .isEqualTo(part(1).body().open().readAllBytes());
            assertThat(whole.readAllBytes()).isEqualTo(part(2).body().open().readAllBytes());
        }
    }

    @Test
    void issue5AFolderThatCannotBeWrittenFailsEveryWriteAndIsWellAfterwards() throws Exception {
        var upload = store.createUpload(OBJECT, new PartSize(PART_BYTES));
        var first = store.uploadPart(upload, part(1));
        disk.makeReadOnly();
        assertCanBeTriedAgain(() -> store.uploadPart(upload, part(2)));
        assertCanBeTriedAgain(() -> store.complete(upload, List.of(first)));
        assertCanBeTriedAgain(() -> store.abort(upload));
        assertCanBeTriedAgain(() -> store.createUpload(OBJECT, new PartSize(PART_BYTES)));
        disk.makeWritable();

        store.complete(upload, List.of(first));

        assertThat(store.head(OBJECT.key()))
                .hasValueSatisfying(f -> assertThat(f.bytes()).isEqualTo(PART_BYTES));
    }

    private void assertCanBeTriedAgain(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ObjectStoreException.class, e -> {
            assertThat(e.retryCanHelp()).as(e.getMessage()).isTrue();
            assertThat(e).hasMessageNotContaining(home.toString());
        });
    }
}
