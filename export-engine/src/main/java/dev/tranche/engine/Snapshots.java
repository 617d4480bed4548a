package dev.tranche.engine;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.engine.SnapshotFacts.Journal;
import dev.tranche.engine.sqlite.Database;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/**
 * Takes the immutable copies that jobs read, by SQLite's online backup in one step: a paged one starts over under writers
 * and never ends. Called at step 0 (P3). Never opens the source but through SQLite.
 */
public final class Snapshots {
    /** Longer than a writer's commit; a job that meets a longer lock tries again later (P10). */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    /** {@code sqlite3_backup_step(-1)}: all pages under one read lock. */
    private static final int ALL_PAGES = -1;

    /** Where a database's header says with which journal it is written, and read. Source: sqlite.org/fileformat2.html, section 1.3.3 */
    private static final int FORMAT_VERSIONS = 18;

    private static final byte[] ROLLBACK_JOURNAL = {1, 1};

    private final InstantSource clock;

    public Snapshots(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The size of the source in bytes, to reserve that much space.
     *
     * @throws EngineException if the source cannot be read
     */
    public long estimateBytes(Path source) {
        try (Database database = Database.openLive(source, LOCK_WAIT)) {
            return database.bytes();
        } catch (SQLException e) {
            throw Failures.of(e, source);
        }
    }

    /**
     * Copies the source into a new file that needs no other beside it, and makes file and folder durable. Takes seconds per GB and cannot be stopped; the
     * target grows meanwhile, which is how a watcher sees progress. On failure the target may exist in part; whoever dies in
     * between leaves SQLite's {@code -journal} file beside it.
     *
     * @throws EngineException if the source cannot be read or the target cannot be written
     */
    public SnapshotFacts take(Path source, Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("a snapshot needs a file name, not " + target);
        }
        Instant takenAt = clock.instant();
        Journal journal = copy(source, target);
        try {
            standAlone(target);
            sync(target, StandardOpenOption.WRITE);
            sync(folder, StandardOpenOption.READ);
            return new SnapshotFacts(Files.size(target), journal, takenAt);
        } catch (IOException e) {
            throw new EngineException(Reason.INPUT_OUTPUT, "the snapshot cannot be made durable", null, e);
        }
    }

    private static Journal copy(Path source, Path target) {
        try (Database database = Database.openLive(source, LOCK_WAIT)) {
            var driver = database.connection().getDatabase();
            int code = driver.backup("main", target.toAbsolutePath().toString(), null, 10, 0, ALL_PAGES);
            if (code != Codes.SQLITE_OK && code != Codes.SQLITE_DONE) {
                throw failed(code);
            }
            return database.text("PRAGMA journal_mode").equals("wal") ? Journal.WAL : Journal.ROLLBACK;
        } catch (SQLException e) {
            throw Failures.of(e, source);
        }
    }

    /**
     * Has the copy say that it needs no write-ahead log, which a WAL source's copy has inherited: it is whole without one, and
     * SQLite would not open it in a folder where it cannot create one. Nobody has it open yet.
     */
    private static void standAlone(Path target) throws IOException {
        try (var file = new RandomAccessFile(target.toFile(), "rw")) {
            // An empty database has no header.
            if (file.length() > FORMAT_VERSIONS) {
                file.seek(FORMAT_VERSIONS);
                file.write(ROLLBACK_JOURNAL);
            }
        }
    }

    /** The driver's own exception has the source's words, and it is the target that failed. */
    private static SQLException failed(int code) {
        var error = SQLiteErrorCode.getErrorCode(code & 0xff);
        String words =
                error == SQLiteErrorCode.SQLITE_FULL ? "no room for the snapshot: the disk is full" : error.message;
        return DB.newSQLException(code, words);
    }

    private static void sync(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
