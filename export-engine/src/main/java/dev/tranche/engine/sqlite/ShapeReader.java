package dev.tranche.engine.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out how a table is read: its columns and the key that orders its rows (P17). Stateless beyond its connection. */
public final class ShapeReader {
    /** The names that mean the rowid unless a column has them. Source: sqlite.org/lang_createtable.html#rowid */
    private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");

    /** {@code hidden} of a column that only a virtual table's module knows. Source: sqlite.org/pragma.html, table_xinfo */
    private static final int HIDDEN = 1;

    /**
     * SQLite sorts a table anew that an ORDER BY of more columns names, although it is in that order already. Source: sqlite.org/src,
     * where.c, wherePathSatisfiesOrderBy
     */
    private static final int MOST_KEY_COLUMNS = 63;

    private final Database database;

    public ShapeReader(Database database) {
        this.database = database;
    }

    /** The shape of a table that exists; a virtual one can be read if this and its first row can. */
    public TableShape read(SchemaObject table) throws SQLException {
        List<Described> described = describe(table.name());
        List<Column> columns = described.stream()
                .filter(d -> d.hidden != HIDDEN)
                .map(d -> new Column(d.name, d.hidden > HIDDEN, d.notNull))
                .toList();
        return new TableShape(table.name(), columns, reading(table, described));
    }

    /** The shape of a table of which only the definition is exported. */
    public static TableShape withoutRows(SchemaObject table) {
        return new TableShape(table.name(), List.of(), new Reading.NoRows());
    }

    private Reading reading(SchemaObject table, List<Described> columns) throws SQLException {
        if (table.kind() == TableKind.VIRTUAL) {
            return new Reading.ByCount(false);
        }
        List<Reading.ByKey.Part> key = primaryKey(table.name());
        if (isWithoutRowid(table.name())) {
            boolean canBeOrdered = collationsAreKnown(key) && key.size() <= MOST_KEY_COLUMNS;
            return canBeOrdered ? new Reading.ByKey(key) : new Reading.ByCount(false);
        }
        Optional<String> alias = key.isEmpty() ? alias(columns) : Optional.empty();
        Set<String> taken =
                Set.copyOf(columns.stream().map(d -> lowerCase(d.name)).toList());
        return alias.or(() ->
                        ROWID_NAMES.stream().filter(n -> !taken.contains(n)).findFirst())
                .filter(name -> alias.isPresent() || columns.size() < ResultColumns.MOST)
                .<Reading>map(name -> new Reading.ByRowid(name, alias.isEmpty()))
                .orElse(new Reading.ByCount(true));
    }

    /** The column that is the rowid; only an INTEGER PRIMARY KEY has no index of its own. */
    private static Optional<String> alias(List<Described> columns) {
        return columns.stream().filter(d -> d.inPrimaryKey).map(d -> d.name).findFirst();
    }

    private List<Described> describe(String table) throws SQLException {
        var columns = new ArrayList<Described>();
        try (PreparedStatement statement = prepare(
                "SELECT name, pk, hidden, \"notnull\" FROM pragma_table_xinfo(?, 'main') ORDER BY cid", table)) {
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                columns.add(new Described(row.getString(1), row.getInt(2) > 0, row.getInt(3), row.getBoolean(4)));
            }
        }
        return columns;
    }

    /** The parts of the primary key's index; empty if it has none. */
    private List<Reading.ByKey.Part> primaryKey(String table) throws SQLException {
        var parts = new ArrayList<Reading.ByKey.Part>();
        try (PreparedStatement statement = prepare("""
                SELECT part.name, part.coll, part."desc"
                FROM pragma_index_list(?, 'main') AS list, pragma_index_xinfo(list.name, 'main') AS part
                WHERE list.origin = 'pk' AND part."key" = 1
                ORDER BY part.seqno
                """, table)) {
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                parts.add(new Reading.ByKey.Part(row.getString(1), row.getString(2), row.getBoolean(3)));
            }
        }
        return parts;
    }

    private boolean isWithoutRowid(String table) throws SQLException {
        try (PreparedStatement statement =
                prepare("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", table)) {
            ResultSet row = statement.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    /** Whether SQLite can compare keys; if not it can still scan the table, once it believes it could. */
    private boolean collationsAreKnown(List<Reading.ByKey.Part> key) throws SQLException {
        boolean known = true;
        for (Reading.ByKey.Part part : key) {
            try (PreparedStatement statement =
                    prepare("SELECT 1 FROM pragma_collation_list WHERE name = ? COLLATE NOCASE", part.collation())) {
                if (!statement.executeQuery().next()) {
                    database.pretendToKnow(part.collation());
                    known = false;
                }
            }
        }
        return known;
    }

    private PreparedStatement prepare(String sql, String parameter) throws SQLException {
        PreparedStatement statement = database.connection().prepareStatement(sql);
        statement.setString(1, parameter);
        return statement;
    }

    /** SQLite folds the case of ASCII letters only. */
    private static String lowerCase(String name) {
        var folded = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private record Described(String name, boolean inPrimaryKey, int hidden, boolean notNull) {}
}
