package dev.tranche.standalone.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of a given size in the manner of an application: wide and narrow rows, texts, reals, blobs, a few indexes. */
final class LargeDatabase {
    private static final int EVENTS_A_ROUND = 50_000;

    private LargeDatabase() {}

    /** Adds rounds of rows until the file has at least this many bytes. */
    static void create(Path file, long bytes) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    PRAGMA synchronous = OFF;
                    CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, email TEXT, score REAL, created TEXT);
                    CREATE TABLE events(id INTEGER PRIMARY KEY, user_id INT, kind TEXT, at REAL, payload TEXT, flag INT);
                    CREATE TABLE tags(event_id INT, tag TEXT, weight REAL, PRIMARY KEY(event_id, tag)) WITHOUT ROWID;
                    CREATE TABLE files(id TEXT PRIMARY KEY, body BLOB);
                    CREATE INDEX events_of_user ON events(user_id, at);
                    """);
            for (int round = 0; Files.size(file) < bytes; round++) {
                addRound(connection, statement, round);
            }
        }
    }

    private static void addRound(Connection connection, Statement statement, int round) throws SQLException {
        connection.setAutoCommit(false);
        statement.executeUpdate("""
                WITH RECURSIVE n(i) AS (SELECT %1$d UNION ALL SELECT i + 1 FROM n WHERE i < %1$d + %2$d - 1)
                  INSERT INTO events SELECT i, i * 7919 %% 100003, 'kind-' || i %% 13, i / 3.0 + 1.7e9,
                    CASE i %% 17 WHEN 0 THEN NULL ELSE '{"note":"it''s № ' || i || '","hash":"' || hex(randomblob(40)) || '"}' END,
                    i %% 2 FROM n;
                INSERT INTO users SELECT id, 'Zoë ' || id, 'u' || id || '@example.com', id / 7.0, '2024-01-01 08:00:00'
                  FROM events WHERE id >= %1$d AND id %% 10 = 0;
                INSERT INTO tags SELECT id, 'tag-' || id %% 5, id * 0.1 FROM events WHERE id >= %1$d AND id %% 2 = 0;
                INSERT INTO files SELECT 'file-' || id, randomblob(4000) FROM events WHERE id >= %1$d AND id %% 50 = 0;
                """.formatted(round * EVENTS_A_ROUND + 1, EVENTS_A_ROUND));
        connection.commit();
        connection.setAutoCommit(true);
    }
}
