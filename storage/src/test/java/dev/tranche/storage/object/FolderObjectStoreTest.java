package dev.tranche.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreContract;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartBody;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ObjectStoreContract {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final NewObject OBJECT = new NewObject(
            ObjectKey.ofDatabase("main", JOB, "sql"), "application/x-sqlite3", new ObjectOwner(JOB, "0123456789"));
    private static final PartSize FOUR_BYTES = new PartSize(4);

    @TempDir
    private Path folder;

    private FolderObjectStore store;

    @BeforeEach
    void open() {
        store = new FolderObjectStore(folder, new Random());
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    private static Part part(int number, String text) {
        return Part.of(number, text.getBytes(StandardCharsets.US_ASCII));
    }

    private Path exports() {
        return folder.resolve("exports");
    }

    private List<String> fileNames() throws IOException {
        try (var files = Files.list(exports())) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.reason()).as("%s", e).isEqualTo(reason));
    }

    @Test
    void theObjectIsAFileOfTheKeysNameAndNothingElseIsLeft() throws IOException {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        var parts = List.of(store.uploadPart(upload, part(1, "abcd")), store.uploadPart(upload, part(2, "ef")));
        store.complete(upload, parts);
        assertThat(fileNames()).containsExactly("main_20240101-170000_k3v9q0x1m2n4.sql");
        assertThat(exports().resolve(fileNames().get(0))).hasContent("abcdef");
    }

    /** P20: the file is opened without CREATE, so that a zombie recreates nothing. */
    @Test
    void aPartOfAZombieAfterCompleteRecreatesNothing() throws IOException {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        store.complete(upload, List.of(store.uploadPart(upload, part(1, "ab"))));
        assertFails(Reason.NO_SUCH_UPLOAD, () -> store.uploadPart(upload, part(1, "ab")));
        assertThat(fileNames()).hasSize(1);
    }

    @Test
    void anUploadGoesOnInAnotherProcess() throws IOException {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        var first = store.uploadPart(upload, part(1, "abcd"));
        var other = new FolderObjectStore(folder, new Random());
        var again = new Upload(
                new ObjectKey(upload.key().value()), new UploadId(upload.id().value()));
        other.complete(again, List.of(first, other.uploadPart(again, part(2, "e"))));
        try (var in = store.read(OBJECT.key())) {
            assertThat(in).hasContent("abcde");
        }
    }

    @Test
    void aHoleIsListedButIsNotTheCheckpointsPart() {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        var never = part(1, "abcd").storedAs("etag");
        var second = store.uploadPart(upload, part(2, "efgh"));
        var listed = store.listParts(upload);
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0).isSameAs(never)).isFalse();
        assertThat(listed.get(1).isSameAs(second)).isTrue();
    }

    @Test
    void completeRefusesPartsThatLeaveAGapOrEndElsewhere() {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        var first = store.uploadPart(upload, part(1, "abcd"));
        var second = store.uploadPart(upload, part(2, "efgh"));
        var third = store.uploadPart(upload, part(3, "i"));
        for (List<StoredPart> wrong : List.of(
                List.of(first, third), List.of(first, second), List.of(second, first), List.of(second, third))) {
            assertFails(Reason.INVALID_PART, () -> store.complete(upload, wrong));
        }
        store.complete(upload, List.of(first, second, third));
        assertThat(store.head(OBJECT.key()).orElseThrow().bytes()).isEqualTo(9);
    }

    @Test
    void aPartLargerThanThePartSizeWouldOverwriteTheNextAndIsRefused() {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        assertFails(Reason.REJECTED, () -> store.uploadPart(upload, part(1, "abcde")));
    }

    @Test
    void aBodyThatGivesFewerBytesThanItSaysIsNotStored() {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        var honest = part(1, "abcd");
        var lying = new PartBody() {
            @Override
            public long bytes() {
                return 4;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[3]);
            }
        };
        assertThatThrownBy(() -> store.uploadPart(upload, new Part(1, lying, honest.sha256(), honest.crc64())))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("a part of 4 bytes gave 3");
    }

    @Test
    void aPartCanComeFromASpoolFile() throws IOException {
        var spool = Files.writeString(folder.resolve("spool"), "abcd");
        var body = part(1, "abcd");
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        var stored = store.uploadPart(upload, new Part(1, PartBody.of(spool, 4), body.sha256(), body.crc64()));
        store.complete(upload, List.of(stored));
        try (var in = store.read(OBJECT.key())) {
            assertThat(in).hasContent("abcd");
        }
    }

    @Test
    void anUploadIdOfAnotherStoreCannotLeadOutOfTheFolder() throws IOException {
        var outside = Files.createFile(folder.resolve("outside.upload"));
        for (String id : List.of("../outside", "4-../../outside", "4-abcdefghijklmnopqrs/", "2~VmE6w3")) {
            var upload = new Upload(OBJECT.key(), new UploadId(id));
            assertFails(Reason.NO_SUCH_UPLOAD, () -> store.uploadPart(upload, part(1, "a")));
            assertFails(Reason.NO_SUCH_UPLOAD, () -> store.complete(upload, List.of()));
            assertThat(store.listParts(upload)).isEmpty();
            store.abort(upload);
        }
        assertThat(outside).exists();
    }

    /** P22: what no job of ours can have made is not even listed. */
    @Test
    void filesOfOthersAreNotUploads() throws IOException {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        for (String name : List.of(
                "notes.upload",
                "x~4-abcdefghijklmnopqrst.upload",
                "main_20240101-170000_k3v9q0x1m2n4.sql~4-short.upload",
                "main_20240101-170000_k3v9q0x1m2n4.sql~4-abcdefghijklmnopqrst.upload.bak")) {
            Files.createFile(exports().resolve(name));
        }
        Files.createDirectory(exports().resolve("main_20240101-170000_k3v9q0x1m2n4.sql~4-abcdefghijklmnopqrst.upload"));
        assertThat(store.listUploads()).extracting(u -> u.upload()).containsExactly(upload);
    }

    @Test
    void aSymbolicLinkIsNoObject() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(exports().resolve(OBJECT.key().fileName()), secret);
        assertThat(store.head(OBJECT.key())).isEmpty();
        assertThatThrownBy(() -> store.read(OBJECT.key()).close()).isInstanceOf(ObjectStoreException.class);
    }

    /** Else an unmounted share would look like a store without uploads, and P8 would start the job anew. */
    @Test
    void aFolderThatIsAwayIsUnavailableAndNotEmpty() throws IOException {
        var upload = store.createUpload(OBJECT, FOUR_BYTES);
        var stored = store.uploadPart(upload, part(1, "ab"));
        Files.move(exports(), folder.resolve("away"));
        assertFails(Reason.UNAVAILABLE, () -> store.createUpload(OBJECT, FOUR_BYTES));
        assertFails(Reason.UNAVAILABLE, () -> store.uploadPart(upload, part(1, "ab")));
        assertFails(Reason.UNAVAILABLE, () -> store.complete(upload, List.of(stored)));
        assertFails(Reason.UNAVAILABLE, () -> store.listParts(upload));
        assertFails(Reason.UNAVAILABLE, () -> store.listUploads());
        assertFails(Reason.UNAVAILABLE, () -> store.put(OBJECT, new byte[1]));
        assertFails(Reason.UNAVAILABLE, () -> store.head(OBJECT.key()));
        assertFails(Reason.UNAVAILABLE, () -> store.read(OBJECT.key()).close());
        assertFails(Reason.UNAVAILABLE, () -> store.check());
        Files.move(folder.resolve("away"), exports());
        assertThatCode(() -> store.complete(upload, List.of(stored))).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidAtOnce() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new FolderObjectStore(file, new Random()))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining(file.toString());
    }
}
