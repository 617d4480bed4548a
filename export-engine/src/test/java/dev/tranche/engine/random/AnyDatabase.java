package dev.tranche.engine.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A database of any shape, the same for the same seed: odd names, keys, types, constraints that rows violate, generated
 * columns, triggers, views, indexes, virtual tables of known and unknown modules, statistics, tables altered and dropped, in
 * any encoding, page size and journal mode. What SQLite refuses on the way is left out.
 */
public final class AnyDatabase {
    private static final List<String> JOURNALS = List.of("DELETE", "WAL");

    private final Random random;
    private final RandomValues values;
    private final RandomNames names;
    private final List<String> statements = new ArrayList<>();
    private final List<RandomTable> tables = new ArrayList<>();

    public AnyDatabase(long seed) {
        this.random = new Random(seed);
        this.values = new RandomValues(random);
        this.names = new RandomNames(random);
    }

    /**
     * Writes the file, in write-ahead mode with its last commits in a {@code -wal} beside it.
     *
     * @return the statements that made it, for a failure's message
     */
    public List<String> create(Path file) throws SQLException, IOException {
        Path working = file.resolveSibling(file.getFileName() + ".working");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + working)) {
            var sql = new Statements(connection, statements);
            settings(sql);
            connection.setAutoCommit(false);
            fill(sql);
            connection.commit();
            connection.setAutoCommit(true);
            afterwards(sql);
            Files.copy(working, file, StandardCopyOption.REPLACE_EXISTING);
            Path log = Path.of(working + "-wal");
            if (Files.exists(log)) {
                Files.copy(log, Path.of(file + "-wal"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(working);
        return statements;
    }

    private void settings(Statements sql) {
        sql.attempt("PRAGMA synchronous = OFF");
        sql.attempt("PRAGMA page_size = " + (512 << random.nextInt(8)));
        sql.attempt("PRAGMA auto_vacuum = " + (random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0));
        if (random.nextInt(4) == 0) {
            sql.attempt("PRAGMA encoding = 'UTF-16" + (random.nextBoolean() ? "le'" : "be'"));
            // What is written into the schema by hand before any table was made would have another one.
            sql.attempt("CREATE TABLE t(x)");
            sql.attempt("DROP TABLE t");
        }
        sql.attempt("PRAGMA journal_mode = " + JOURNALS.get(random.nextInt(8) == 0 ? 1 : 0));
        if (random.nextInt(4) == 0) {
            sql.attempt("PRAGMA user_version = " + random.nextInt());
            sql.attempt("PRAGMA application_id = " + random.nextInt());
        }
    }

    private void fill(Statements sql) throws SQLException {
        if (random.nextInt(3) == 0) {
            sql.attempt("PRAGMA ignore_check_constraints = ON");
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                virtual(sql);
            } else {
                table(sql);
            }
        }
        var after = new RandomAftermath(random, names, sql);
        for (RandomTable table : tables) {
            after.indexesAndTriggers(table);
        }
        after.views();
    }

    private void virtual(Statements sql) throws SQLException {
        RandomVirtual table = RandomVirtual.of(random, names);
        table.before().forEach(sql::attempt);
        if (table.definition().isEmpty() || !sql.attempt(RandomTable.spaced(random, table.definition()))) {
            return;
        }
        for (int i = random.nextInt(10); i > 0 && !table.insert().isEmpty(); i--) {
            try (var insert = sql.prepare(table.insert())) {
                insert.setLong(1, 1 + random.nextInt(50));
                for (int parameter = 2;
                        parameter <= insert.getParameterMetaData().getParameterCount();
                        parameter++) {
                    insert.setString(parameter, values.text());
                }
                insert.executeUpdate();
            } catch (SQLException e) {
                // The same rowid twice.
            }
        }
        table.after().forEach(sql::attempt);
    }

    private void table(Statements sql) throws SQLException {
        var table = new RandomTable(random, names);
        boolean isViolated = table.hasNotNull() && random.nextBoolean();
        String definition = RandomTable.spaced(random, table.definition(!isViolated));
        if (!sql.attempt(definition)) {
            return;
        }
        tables.add(table);
        for (int i = random.nextInt(3) == 0 ? 0 : random.nextInt(30); i > 0; i--) {
            row(sql, table);
        }
        if (isViolated) {
            sql.redefine(table.name(), table.definition(true).replace('\0', ' '));
        }
    }

    private void row(Statements sql, RandomTable table) throws SQLException {
        List<String> rowids = random.nextBoolean() ? table.rowidNames() : List.of();
        boolean withRowid = !rowids.isEmpty() && table.storedColumns().stream().noneMatch(table::isAlias);
        var columns = new ArrayList<String>();
        var placeholders = new ArrayList<String>();
        if (withRowid) {
            columns.add(rowids.get(random.nextInt(rowids.size())));
            placeholders.add("?");
        }
        for (RandomColumn column : table.storedColumns()) {
            columns.add(column.written());
            placeholders.add(table.isAlias(column) ? "?" : values.placeholder());
        }
        String insert = "INSERT OR IGNORE INTO " + table.written() + "(" + String.join(",", columns) + ") VALUES("
                + String.join(",", placeholders) + ")";
        try (var statement = sql.prepare(insert)) {
            for (int i = 0; i < columns.size(); i++) {
                boolean isRowid =
                        withRowid ? i == 0 : table.isAlias(table.storedColumns().get(i));
                if (isRowid) {
                    statement.setLong(i + 1, values.rowid());
                } else {
                    values.bind(statement, i + 1, placeholders.get(i));
                }
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            // A type that a STRICT table refuses, a text where the rowid must be: this row stays out.
        }
    }

    /** Rows gone, tables altered and dropped, statistics taken, the file compacted. */
    private void afterwards(Statements sql) {
        for (RandomTable table : tables) {
            String column = table.anyColumn().written();
            switch (random.nextInt(14)) {
                case 0 -> sql.attempt("DROP TABLE " + table.written());
                case 1 ->
                    sql.attempt("ALTER TABLE " + table.written() + " ADD COLUMN " + names.quoted(names.next())
                            + " INTEGER NOT NULL DEFAULT '7'");
                case 2 -> sql.attempt("ALTER TABLE " + table.written() + " ADD added AS (typeof(" + column + "))");
                case 3 -> sql.attempt("ALTER TABLE " + table.written() + " DROP COLUMN " + column);
                case 4 -> sql.attempt("ALTER TABLE " + table.written() + " RENAME TO " + names.quoted(names.next()));
                case 5 ->
                    sql.attempt("ALTER TABLE " + table.written() + " RENAME COLUMN " + column + " TO "
                            + names.quoted(names.next()));
                case 6 -> sql.attempt("DELETE FROM " + table.written());
                case 7 -> sql.attempt("DELETE FROM " + table.written() + " WHERE length(" + column + ") % 2");
                case 8 -> sql.attempt("ALTER TABLE " + table.written() + " ADD COLUMN late TEXT DEFAULT 12.5");
                default -> {
                    // It stays as it is.
                }
            }
        }
        if (random.nextInt(8) == 0) {
            sql.attempt("UPDATE sqlite_sequence SET seq = seq + 1000");
            sql.attempt("DELETE FROM sqlite_sequence WHERE rowid = 1");
        }
        if (random.nextInt(5) == 0) {
            sql.attempt("ANALYZE");
        }
        if (random.nextInt(10) == 0) {
            sql.attempt("VACUUM");
        }
    }
}
