package dev.tranche.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;

/**
 * Everything that a restored database must have in common with its source (C50), as lines that a failing test can show:
 * settings, the schema's statements, and of each row the rowid where it has a name, storage classes and bytes. Reads by plain
 * queries, not by the engine; the bytes of a text are those that are stored, in the database's encoding.
 */
final class DatabaseFacts {
    private static final List<String> SETTINGS =
            List.of("user_version", "application_id", "encoding", "auto_vacuum", "integrity_check(1000000)");

    /** Without the rowid of a table that has no name left for it. */
    private static final String FOREIGN_KEYS = """
            SELECT "table", parent, fkid, iif(3 = (
                SELECT count(*) FROM pragma_table_xinfo(broken."table") WHERE lower(name) IN ('rowid', 'oid', '_rowid_')), '', rowid)
            FROM pragma_foreign_key_check AS broken
            """;

    private final Connection connection;
    private final List<String> lines = new ArrayList<>();

    private DatabaseFacts(Connection connection) {
        this.connection = connection;
    }

    static List<String> of(Path database) throws SQLException {
        try (Connection connection = Databases.open(database)) {
            var facts = new DatabaseFacts(connection);
            for (String setting : SETTINGS) {
                facts.query(setting.replaceFirst("\\(.*", ""), "PRAGMA " + setting);
            }
            facts.query("foreign_key_check", FOREIGN_KEYS);
            facts.query("schema", "SELECT type, name, tbl_name, sql FROM sqlite_schema");
            for (String table : facts.texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
                facts.table(table);
            }
            return facts.lines;
        }
    }

    /** The lines that only one of two databases has: a few, for a failure's message. */
    static List<String> differences(List<String> expected, List<String> found) {
        var missing = new ArrayList<>(expected);
        var surplus = new ArrayList<>(found);
        found.forEach(missing::remove);
        expected.forEach(surplus::remove);
        return Stream.concat(
                        missing.stream().limit(5).map(line -> "missing: " + line),
                        surplus.stream().limit(5).map(line -> "surplus: " + line))
                .toList();
    }

    private void table(String table) throws SQLException {
        String rows = " FROM " + quote(table) + " AS t NOT INDEXED";
        query("row of " + table, "SELECT " + String.join(", ", columns(table)) + rows);
    }

    private List<String> columns(String table) throws SQLException {
        List<String> names;
        try {
            names = texts("SELECT name FROM pragma_table_xinfo(" + literal(table) + ") WHERE hidden <> 1 ORDER BY cid");
        } catch (SQLException e) {
            return List.of("'" + e.getErrorCode() + "'");
        }
        boolean hasRowid = texts("SELECT wr FROM pragma_table_list(" + literal(table) + ")")
                .equals(List.of("0"));
        Stream<String> rowid = Stream.of("rowid", "_rowid_", "oid")
                .filter(name -> hasRowid && names.stream().noneMatch(name::equalsIgnoreCase))
                .limit(1);
        return Stream.concat(rowid, names.stream().map(name -> "t." + quote(name)))
                .toList();
    }

    /** Adds the rows of a query, sorted, since a schema's order is not part of the promise; or that it fails, and how. */
    private void query(String label, String sql) {
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
        } catch (SQLException e) {
            rows.add(label + " | fails: " + e.getMessage());
        }
        rows.stream().sorted().forEach(lines::add);
    }

    private static String value(ResultSet result, int column) throws SQLException {
        return switch (storageClass(result, column)) {
            case Codes.SQLITE_INTEGER -> "integer " + result.getLong(column);
            case Codes.SQLITE_FLOAT -> {
                double real = result.getDouble(column);
                yield "real " + real + " " + Long.toHexString(Double.doubleToRawLongBits(real));
            }
            case Codes.SQLITE_TEXT -> {
                byte[] bytes = bytes(result, column);
                yield "text " + new String(bytes, StandardCharsets.UTF_8) + " "
                        + HexFormat.of().formatHex(bytes);
            }
            case Codes.SQLITE_BLOB -> "blob " + HexFormat.of().formatHex(bytes(result, column));
            default -> "null";
        };
    }

    private static int storageClass(ResultSet result, int column) throws SQLException {
        return ((CoreStatement) result.getStatement()).pointer.safeRunInt((db, row) -> db.column_type(row, column - 1));
    }

    private static byte[] bytes(ResultSet result, int column) throws SQLException {
        byte[] bytes = result.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
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
