package dev.tranche.engine.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * Which SQLite this is. Another one may compute generated columns otherwise, or give the rows of a virtual table in another order. Part of
 * the engine fingerprint (P15).
 */
public final class SqliteLibrary {
    /**
     * Reals as SQLite itself writes them, which generated columns do: with the processor's long doubles where it has them, so
     * that one version may differ between machines.
     */
    private static final String IDENTITY = """
            WITH RECURSIVE reals(i, r) AS (
              SELECT 1, 0.1
              UNION ALL
              SELECT i + 1, r * -7.000000000000001e-3 / (i % 5 - 2.5) FROM reals WHERE i < 120
            )
            SELECT sqlite_source_id() || group_concat(printf('%!.17g %.15g %s', r, 1 / r, round(r * 1e9, 7))) FROM reals
            """;

    private SqliteLibrary() {}

    /** The checksum of SQLite's source, and some numbers as it writes them. */
    public static String identity() {
        try (var connection = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
                var statement = connection.createStatement();
                var result = statement.executeQuery(IDENTITY)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite cannot say which one it is", e);
        }
    }
}
