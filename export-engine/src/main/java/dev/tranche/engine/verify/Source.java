package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Identifiers;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.verify.Difference.Where;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/**
 * The database that an export is compared with, read-only and as it is at one instant. Counts what has been compared.
 * One thread.
 */
final class Source implements AutoCloseable {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private final Path file;
    private final Database database;
    private final Schema schema;
    private int tables;
    private long rows;

    /** Opens a file that others may write to meanwhile. */
    Source(Path file) throws SQLException {
        this.file = file;
        database = Database.openLive(file, LOCK_WAIT);
        try {
            database.beginRead();
            schema = Schema.read(database);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Where it is. Another connection may see it at another instant. */
    Path file() {
        return file;
    }

    Database database() {
        return database;
    }

    Schema schema() {
        return schema;
    }

    /**
     * Compares the rows of a table, all of them: SQLite's own count says how many there must have been.
     *
     * @throws Mismatch if the export has others
     */
    void compare(String table, RowsComparison comparison) throws SQLException {
        SchemaObject object = schema.findTable(table).orElseThrow(() -> new SQLException("no such table: " + table));
        try (var mine = new SourceRows(database, object)) {
            compare(mine, comparison);
            long count = database.number("SELECT count(*) FROM main." + Identifiers.quote(table));
            if (mine.count() != count) {
                throw new Mismatch(Where.ofTable(table), count + " rows by SQLite's count", mine.count() + " rows");
            }
            tables++;
            rows += mine.count();
        }
    }

    private static void compare(SourceRows mine, RowsComparison comparison) throws SQLException {
        try {
            comparison.accept(mine);
        } catch (IOException | JacksonException e) {
            throw Malformed.at(mine.where(), e);
        }
    }

    Verdict.Same same(String notCompared) {
        return new Verdict.Same(tables, rows, notCompared);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    /** Goes through the rows of the database and, beside them, through those of the export. */
    @FunctionalInterface
    interface RowsComparison {
        void accept(SourceRows rows) throws IOException, SQLException;
    }
}
