package dev.tranche.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes databases whose tables differ in everything that decides how rows are found again (P17): rowids hidden, named,
 * shadowed, negative and sparse; keys of several columns in any direction, collation and storage class; virtual tables.
 */
final class RandomDatabase {
    private static final String[] TYPES = {"", "INTEGER", "REAL", "TEXT", "BLOB", "NUMERIC"};
    private static final String[] COLLATIONS = {"", " COLLATE BINARY", " COLLATE NOCASE", " COLLATE RTRIM"};
    private static final String[] SAMPLES = {
        "",
        "a",
        "A",
        "a ",
        "b",
        "é",
        "😀",
        "it's",
        "a,b",
        "\"",
        "line\nend",
        "cr\rlf\r\n",
        "\u0000",
        "nul\u0000in",
        "12",
        "1e3",
        "NULL",
        "[{",
        "\\",
        "\t"
    };

    private final Random random;
    private boolean anyEncoding = true;
    private final List<String> statements = new ArrayList<>();

    RandomDatabase(long seed) {
        random = new Random(seed);
    }

    /** Never UTF-16, whose noise is other characters. */
    RandomDatabase inUtf8() {
        anyEncoding = false;
        return this;
    }

    /** Writes the file and says how it was made, for a failure's message. */
    List<String> create(Path file, int tables, int rows) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            run(connection, "PRAGMA page_size = " + (512 << random.nextInt(4)));
            if (anyEncoding && random.nextInt(5) == 0) {
                run(connection, "PRAGMA encoding = 'UTF-16" + (random.nextBoolean() ? "le'" : "be'"));
            }
            connection.setAutoCommit(false);
            for (int i = 0; i < tables; i++) {
                table(connection, "t" + i, random.nextInt(rows + 1));
            }
            connection.commit();
        }
        return statements;
    }

    private void table(Connection connection, String name, int rows) throws SQLException {
        switch (random.nextInt(6)) {
            case 0 -> virtual(connection, name, rows);
            case 1, 2 -> withoutRowid(connection, name, rows);
            default -> withRowid(connection, name, rows);
        }
    }

    private void virtual(Connection connection, String name, int rows) throws SQLException {
        run(connection, "CREATE VIRTUAL TABLE " + name + " USING fts5(a, b)");
        insert(connection, name, List.of("a", "b"), rows);
    }

    private void withRowid(Connection connection, String name, int rows) throws SQLException {
        List<String> columns = columns();
        var definition = new ArrayList<String>();
        for (String column : columns) {
            definition.add(column + " " + type());
        }
        switch (random.nextInt(5)) {
            case 0 -> definition.set(0, columns.get(0) + " INTEGER PRIMARY KEY");
            case 1 -> definition.set(0, columns.get(0) + " TEXT PRIMARY KEY");
            case 2 -> {
                definition.addAll(List.of("rowid", "oid " + type(), "_rowid_"));
                columns = new ArrayList<>(columns);
                columns.addAll(List.of("rowid", "oid", "_rowid_"));
            }
            case 3 -> definition.add("rowid");
            default -> {
                columns = new ArrayList<>(columns);
                columns.add(0, "rowid");
            }
        }
        run(connection, "CREATE TABLE " + name + "(" + String.join(", ", definition) + ")");
        if (random.nextBoolean()) {
            String last = definition.get(definition.size() - 1).split(" ", 2)[0];
            run(connection, "CREATE INDEX i_" + name + " ON " + name + "(" + last + " DESC)");
        }
        insert(connection, name, columns, rows);
        run(connection, "DELETE FROM " + name + " WHERE " + columns.get(0) + " % 7 = 3");
    }

    private void withoutRowid(Connection connection, String name, int rows) throws SQLException {
        List<String> columns = columns();
        var definition = new ArrayList<String>();
        for (String column : columns) {
            definition.add(column + " " + type() + collation());
        }
        var key = new ArrayList<>(columns);
        Collections.shuffle(key, random);
        var parts = new ArrayList<String>();
        for (String column : key.subList(0, 1 + random.nextInt(key.size()))) {
            parts.add(column + collation() + (random.nextBoolean() ? " DESC" : ""));
        }
        definition.add("PRIMARY KEY(" + String.join(", ", parts) + ")");
        run(connection, "CREATE TABLE " + name + "(" + String.join(", ", definition) + ") WITHOUT ROWID");
        insert(connection, name, columns, rows);
    }

    private List<String> columns() {
        return List.of("a", "b", "c", "d").subList(0, 1 + random.nextInt(4));
    }

    private String type() {
        return TYPES[random.nextInt(TYPES.length)];
    }

    private String collation() {
        return COLLATIONS[random.nextInt(COLLATIONS.length)];
    }

    private void run(Connection connection, String sql) throws SQLException {
        statements.add(sql);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(Connection connection, String table, List<String> columns, int rows) throws SQLException {
        String sql = "INSERT OR IGNORE INTO " + table + "(" + String.join(", ", columns) + ") VALUES("
                + "?,".repeat(columns.size() - 1) + "?)";
        String texts = sql.replace("?", "CAST(? AS TEXT)");
        for (int row = 0; row < rows; row++) {
            boolean isText = random.nextInt(4) == 0;
            try (PreparedStatement statement = connection.prepareStatement(isText ? texts : sql)) {
                for (int i = 0; i < columns.size(); i++) {
                    boolean isRowid = i == 0 && columns.get(0).equals("rowid");
                    bind(statement, i + 1, isText, isRowid);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                // A NULL in a key, or a text where the rowid must be: this row stays out.
            }
        }
    }

    private void bind(PreparedStatement statement, int index, boolean isText, boolean isRowid) throws SQLException {
        if (isText && !isRowid) {
            statement.setBytes(index, text());
            return;
        }
        switch (isRowid ? 0 : random.nextInt(7)) {
            case 0 -> statement.setLong(index, random.nextInt(200) - 50);
            case 1 -> statement.setLong(index, random.nextLong());
            case 2 -> statement.setDouble(index, random.nextInt(100) / 8.0);
            case 3 -> statement.setDouble(index, Double.longBitsToDouble(random.nextLong()));
            case 4 -> statement.setBytes(index, text());
            case 5 -> statement.setObject(index, null);
            default -> statement.setString(index, SAMPLES[random.nextInt(SAMPLES.length)]);
        }
    }

    private byte[] text() {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return noise;
        }
        String text = SAMPLES[random.nextInt(SAMPLES.length)].repeat(1 + random.nextInt(3));
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
