package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.luben.zstd.ZstdInputStream;
import dev.tranche.engine.EngineException.Reason;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database's own file as an export: the bytes of the snapshot, from any byte on (C21, I1, P16). */
class SqliteFileTest {
    private static final ExportSpec FILE = ExportSpec.all(ExportFormat.SQLITE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void anExportCutAnywhereIsTheSnapshotsFile_P16(Compression compression) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Path snapshot = snapshotOf(randomDatabase(seed));
        for (int i = 0; i < 5; i++) {
            ExportPlan plan = plan(snapshot, FILE.compressed(compression), 1 + random.nextInt(5000));

            byte[] document = readInPieces(snapshot, plan, random);

            assertThat(plain(document, compression)).as("seed %d", seed).isEqualTo(Files.readAllBytes(snapshot));
            assertThat(Exports.ofSnapshot(snapshot, FILE.compressed(compression)))
                    .as("in one piece")
                    .satisfies(whole -> assertThat(plain(whole, compression)).isEqualTo(plain(document, compression)));
        }
    }

    /** One worker for every byte: the cursor goes through each place of the document. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void anExportCutAtEveryByteIsTheSnapshotsFile_P16(Compression compression) throws Exception {
        Path snapshot = snapshotOf(
                Databases.run(folder.resolve("small.db"), "PRAGMA page_size = 512; CREATE TABLE t(x, y UNIQUE)"));
        ExportPlan plan = plan(snapshot, FILE.compressed(compression), 100);
        var document = new ByteArrayOutputStream();
        Cursor cursor = Cursor.start();
        int count = 0;
        while (count >= 0) {
            try (var stream = ExportStream.open(snapshot, plan, Cursor.fromJson(cursor.toJson()), List.of())) {
                byte[] one = new byte[1];
                count = stream.read(one, 0, 1);
                document.write(one, 0, Math.max(count, 0));
                cursor = stream.cursor();
                assertThat(cursor.offset()).isEqualTo(document.size());
            }
        }
        assertThat(plain(document.toByteArray(), compression)).isEqualTo(Files.readAllBytes(snapshot));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 4096, 8192, 16384, 32768, 65536})
    void everyPageSizeAndEncodingOpensAsTheSameDatabase_C50(int pageSize) throws Exception {
        for (String encoding : List.of("UTF-8", "UTF-16le", "UTF-16be")) {
            long seed = System.nanoTime();
            Path source = folder.resolve(encoding + ".db");
            Databases.run(
                    source,
                    "PRAGMA page_size = " + pageSize + "; PRAGMA encoding = '" + encoding
                            + "'; PRAGMA auto_vacuum = INCREMENTAL; CREATE TABLE first(x)");
            List<String> made = new RandomDatabase(seed).create(source, 3, 40);
            Databases.run(
                    source, "CREATE TABLE filler(x); INSERT INTO filler VALUES(zeroblob(200000)); DROP TABLE filler");

            Path export = Files.write(folder.resolve("export.sqlite"), Exports.ofSnapshot(snapshotOf(source), FILE));

            assertThat(DatabaseFacts.of(export)).as("seed %d: %s", seed, made).isEqualTo(DatabaseFacts.of(source));
            assertThat(number(export, "PRAGMA page_size")).isEqualTo(pageSize);
            assertThat(number(export, "PRAGMA freelist_count")).isEqualTo(number(source, "PRAGMA freelist_count"));
        }
    }

    @Test
    void theSqlite3ShellOpensIt() throws Exception {
        ScriptReader.SHELL.assumeInstalled();
        Path source = randomDatabase(1);
        Path export = Files.write(folder.resolve("export.sqlite"), Exports.ofSnapshot(snapshotOf(source), FILE));
        Path check = Files.writeString(
                folder.resolve("check.sql"), "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok';");

        String first = "SELECT count(*) FROM sqlite_schema WHERE type = 'none' HAVING count(*) > 0";
        ScriptReader.SHELL.load(List.of(new ScriptReader.Load(check, export, first)));

        assertThat(DatabaseFacts.of(export)).isEqualTo(DatabaseFacts.of(source));
    }

    /** A file that says write-ahead log could be opened only where SQLite may create that log. */
    @Test
    void aWalSourceGivesAFileThatNeedsNoOtherBesideIt() throws Exception {
        Path source = folder.resolve("source.db");
        try (var writer = DriverManager.getConnection("jdbc:sqlite:" + source);
                var statement = writer.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE t(x)");
            statement.execute("INSERT INTO t VALUES('in the log')");
            Path export = Files.write(folder.resolve("export.sqlite"), Exports.ofSnapshot(snapshotOf(source), FILE));

            assertThat(text(export, "SELECT x FROM t")).isEqualTo("in the log");
            assertThat(text(export, "PRAGMA journal_mode")).isEqualTo("delete");
            assertThat(text(export, "PRAGMA integrity_check")).isEqualTo("ok");
            assertThat(text(source, "PRAGMA journal_mode")).isEqualTo("wal");
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void anEmptyDatabaseIsAFileThatSqliteOpens_C56(Compression compression) throws Exception {
        Path snapshot = snapshotOf(Files.createFile(folder.resolve("nothing.db")));

        byte[] document = Exports.ofSnapshot(snapshot, FILE.compressed(compression));

        Path export = Files.write(folder.resolve("export.sqlite"), plain(document, compression));
        assertThat(number(export, "SELECT count(*) FROM sqlite_schema")).isZero();
        assertThat(text(export, "PRAGMA integrity_check")).isEqualTo("ok");
    }

    @Test
    void aSnapshotThatGotShorterMeanwhileIsNoShorterFile() throws Exception {
        Path snapshot = snapshotOf(randomDatabase(2));
        ExportPlan plan = plan(snapshot, FILE, 512);
        try (var stream = ExportStream.open(snapshot, plan, Cursor.start(), List.of())) {
            try (var file = new RandomAccessFile(snapshot.toFile(), "rw")) {
                file.setLength(1000);
            }
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> Exports.rest(stream))
                    .withMessageStartingWith("the snapshot cannot be read: it ends at 1000 of ")
                    .satisfies(e -> assertThat(e.retryable()).isTrue());
        }
        Files.delete(snapshot);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> ExportStream.open(snapshot, plan, Cursor.start(), List.of()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INPUT_OUTPUT))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(folder.toString()));
    }

    @Test
    void aLiveDatabaseIsNoSnapshot() throws Exception {
        Path source = randomDatabase(3);
        assertThatIllegalArgumentException().isThrownBy(() -> ExportStream.openLive(source, FILE, Deadline.none()));
    }

    private Path randomDatabase(long seed) throws Exception {
        Path file = folder.resolve("random.db");
        new RandomDatabase(seed).create(file, 4, 60);
        return file;
    }

    private Path snapshotOf(Path source) throws IOException {
        Path target = Files.createTempDirectory(folder, "spool").resolve("snapshot.db");
        new Snapshots(InstantSource.fixed(Exports.TIME)).take(source, target);
        return target;
    }

    private static ExportPlan plan(Path snapshot, ExportSpec spec, int blockBytes) {
        ExportPlan plan = ExportPlan.make(snapshot, spec, Exports.TIME);
        var settings = new ExportPlan.Settings(plan.settings().reader(), blockBytes, Exports.TIME);
        return new ExportPlan(spec, plan.tables(), settings, plan.upperBoundBytes(), plan.warnings());
    }

    private static byte[] readInPieces(Path snapshot, ExportPlan plan, Random random) {
        var document = new ByteArrayOutputStream();
        Cursor cursor = Cursor.start();
        boolean more = true;
        while (more) {
            try (var stream = ExportStream.open(snapshot, plan, Cursor.fromJson(cursor.toJson()), List.of())) {
                byte[] buffer = new byte[1 + random.nextInt(9000)];
                for (int reads = random.nextInt(6); more && reads >= 0; reads--) {
                    int count = stream.read(buffer, 0, buffer.length);
                    more = count >= 0;
                    document.write(buffer, 0, Math.max(count, 0));
                }
                cursor = stream.cursor();
                assertThat(cursor.offset()).isEqualTo(document.size());
            }
        }
        return document.toByteArray();
    }

    private static byte[] plain(byte[] document, Compression compression) throws IOException {
        var bytes = new ByteArrayInputStream(document);
        try (InputStream stream = switch (compression) {
            case NONE -> bytes;
            case GZIP -> new GZIPInputStream(bytes);
            case ZSTD -> new ZstdInputStream(bytes);
        }) {
            return stream.readAllBytes();
        }
    }

    private static long number(Path database, String sql) throws SQLException {
        return Long.parseLong(text(database, sql));
    }

    private static String text(Path database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
