package dev.tranche.engine.random;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Runs statements of which any may be refused, and keeps those that were not. */
final class Statements {
    private final Connection connection;
    private final List<String> accepted;

    Statements(Connection connection, List<String> accepted) {
        this.connection = connection;
        this.accepted = accepted;
    }

    /** Whether SQLite took it. */
    boolean attempt(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            accepted.add(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Gives a table another definition without looking at its rows. */
    void redefine(String table, String definition) throws SQLException {
        attempt("PRAGMA writable_schema = ON");
        try (var update = prepare("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?")) {
            update.setString(1, definition);
            update.setString(2, table);
            update.executeUpdate();
            accepted.add("redefined: " + definition);
        }
        attempt("PRAGMA writable_schema = RESET");
    }
}
