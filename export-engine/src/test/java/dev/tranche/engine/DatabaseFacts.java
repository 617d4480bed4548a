package dev.tranche.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a restored database must have in common with its source (C50), as lines that a failing test can show:
 * settings, the schema's statements, and of each row the rowid where it has a name, storage classes and bytes. Reads by plain
 * JDBC, not by the engine.
 */
final class DatabaseFacts {
    private static final List<String> SETTINGS = List.of(
            "user_version", "application_id", "encoding", "auto_vacuum", "integrity_check", "foreign_key_check");

    private final Connection connection;
    private final List<String> lines = new ArrayList<>();

    private DatabaseFacts(Connection connection) {
        this.connection = connection;
    }

    static List<String> of(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            var facts = new DatabaseFacts(connection);
            for (String setting : SETTINGS) {
                facts.query(setting, "PRAGMA " + setting);
            }
            facts.query("schema", "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql NOT NULL");
            for (String table : facts.texts("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
                facts.query(
                        "row of " + table, "SELECT " + facts.columns(table) + " FROM " + quote(table) + " NOT INDEXED");
            }
            return facts.lines;
        }
    }

    private String columns(String table) throws SQLException {
        List<String> names =
                texts("SELECT name FROM pragma_table_xinfo(" + literal(table) + ") WHERE hidden <> 1 ORDER BY cid");
        boolean hasRowid = texts("SELECT wr FROM pragma_table_list(" + literal(table) + ")")
                .equals(List.of("0"));
        Stream<String> rowid = Stream.of("rowid", "_rowid_", "oid")
                .filter(name -> hasRowid && names.stream().noneMatch(name::equalsIgnoreCase))
                .limit(1);
        return Stream.concat(rowid, names.stream().map(DatabaseFacts::quote)).collect(Collectors.joining(", "));
    }

    /** Adds the rows of a query, sorted, since a schema's order is not part of the promise. */
    private void query(String label, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new StringBuilder(label);
                for (int i = 1; i <= columns; i++) {
                    row.append(" | ").append(value(result, i));
                }
                rows.add(row.toString());
            }
        }
        rows.stream().sorted().forEach(lines::add);
    }

    private static String value(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value instanceof Double real) {
            return "real " + real + " " + Long.toHexString(Double.doubleToRawLongBits(real));
        }
        if (value instanceof String text) {
            return "text " + text + " " + HexFormat.of().formatHex(result.getBytes(column));
        }
        if (value instanceof byte[] blob) {
            return "blob " + HexFormat.of().formatHex(blob);
        }
        return value == null ? "null" : "integer " + value;
    }

    private List<String> texts(String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
