package dev.tranche.engine.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a database says it holds, in the order of {@code sqlite_schema}. Read once per connection; immutable. */
public final class Schema {
    private final List<SchemaObject> objects;
    private final Map<String, SchemaObject> tables = new HashMap<>();

    private Schema(List<SchemaObject> objects) {
        this.objects = List.copyOf(objects);
        objects.stream().filter(o -> o.type() == SchemaObject.Type.TABLE).forEach(o -> tables.put(o.name(), o));
    }

    /** Reads the schema; its memory is that of the schema's text. */
    public static Schema read(Database database) throws SQLException {
        Map<String, String> listed = tableTypes(database);
        TextEncoding encoding = database.encoding();
        var objects = new ArrayList<SchemaObject>();
        String query = "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY rowid";
        try (PreparedStatement statement = database.connection().prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String name = row.getString(2);
                var type = SchemaObject.Type.valueOf(row.getString(1).toUpperCase(Locale.ROOT));
                var sql = new StoredText(orEmpty(row.getBytes(4)), encoding);
                TableKind kind = type == SchemaObject.Type.TABLE
                        ? kind(name, sql, listed.getOrDefault(name, ""))
                        : TableKind.NONE;
                objects.add(new SchemaObject(type, name, row.getString(3), kind, sql));
            }
        }
        return new Schema(objects);
    }

    private static Map<String, String> tableTypes(Database database) throws SQLException {
        var types = new HashMap<String, String>();
        try (PreparedStatement statement = database.connection()
                        .prepareStatement("SELECT name, type FROM pragma_table_list WHERE schema = 'main'");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                types.put(row.getString(1), row.getString(2));
            }
        }
        return types;
    }

    private static TableKind kind(String name, StoredText sql, String listed) {
        if (name.regionMatches(true, 0, "sqlite_", 0, "sqlite_".length())) {
            return TableKind.INTERNAL;
        }
        if (isVirtual(sql)) {
            return TableKind.VIRTUAL;
        }
        return listed.equals("shadow") ? TableKind.SHADOW : TableKind.ORDINARY;
    }

    /** By the text, as the sqlite3 shell does, since a module that is not there is not listed as virtual. */
    private static boolean isVirtual(StoredText sql) {
        return new String(sql.utf8(), StandardCharsets.UTF_8).startsWith("CREATE VIRTUAL TABLE");
    }

    private static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    /** Everything, in schema order. */
    public List<SchemaObject> objects() {
        return objects;
    }

    /** The tables of one kind, in schema order. */
    public List<SchemaObject> tables(TableKind kind) {
        return objects.stream().filter(o -> o.kind() == kind).toList();
    }

    /** The table of exactly this name. */
    public Optional<SchemaObject> findTable(String name) {
        return Optional.ofNullable(tables.get(name));
    }
}
