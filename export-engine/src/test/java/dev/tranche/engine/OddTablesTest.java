package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.job.ExportFormat;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables at the limits of what SQLite allows (C11, C12, C50). */
class OddTablesTest {
    /** SQLite's default bound of the columns of a table, and of a query's result too. Source: sqlite.org/limits.html */
    private static final int MOST_COLUMNS = 2000;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("odd.db");
    }

    @Test
    void aTableMayHaveAsManyColumnsAsAQuery() throws SQLException {
        String columns = IntStream.range(0, MOST_COLUMNS).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        create("CREATE TABLE t(" + columns + ")", "INSERT INTO t(c0, c1999) VALUES('first', 'last')");
        assertThat(export(ExportFormat.CSV).lines().skip(1)).containsExactly("first" + ",".repeat(1999) + "last");
        assertThat(export(ExportFormat.SQL)).contains("'last'");
    }

    @Test
    void aTableWithoutRowidMayHaveAsManyColumnsAsAQuery() throws SQLException {
        String columns = IntStream.range(0, MOST_COLUMNS).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        create(
                "CREATE TABLE t(" + columns + ", PRIMARY KEY(c7, c5 DESC)) WITHOUT ROWID",
                "INSERT INTO t(c0, c5, c7, c1999) VALUES('first', 1, 2, 'last')");
        assertThat(export(ExportFormat.CSV).lines().skip(1))
                .containsExactly("first,,,,,1,,2" + ",".repeat(1992) + "last");
    }

    /** Names go through Java's strings, so this one is lost; SQLite alone would give the name itself as every value. */
    @Test
    void aColumnWhoseNameIsNotUtf8FailsRatherThanGivingOtherValues() throws SQLException {
        create(
                "CREATE TABLE t(a, bad)",
                "INSERT INTO t VALUES(1, 'value')",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_master SET sql = CAST(replace(CAST(sql AS BLOB), CAST('bad' AS BLOB), X'22ff22') AS TEXT)");
        assertThatThrownBy(() -> export(ExportFormat.CSV))
                .isInstanceOf(EngineException.class)
                .hasMessage("no such column: t.\uFFFD (table 't')");
    }

    /** More than 127 arguments are for a SQLite that was compiled for them. */
    @Test
    void aSchemaThatTheDriversSqliteCannotReadFailsInItsWords() throws SQLException {
        create(
                "CREATE TABLE t(a)",
                "CREATE VIEW v AS SELECT max(1, 1)",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_master SET sql = replace(sql, '(1', '(' || replace(hex(zeroblob(64)), '0', '1,') || '1')"
                        + " WHERE name = 'v'");
        assertThatThrownBy(() -> export(ExportFormat.CSV))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("malformed database schema (v) - too many arguments on function max");
    }

    private void create(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String export(ExportFormat format) {
        var content = new ByteArrayOutputStream();
        try (var stream = ExportStream.openLive(file, ExportSpec.one(format, "t"), Deadline.none())) {
            byte[] buffer = new byte[1 << 16];
            for (int count = stream.read(buffer, 0, buffer.length); count >= 0; ) {
                content.write(buffer, 0, count);
                count = stream.read(buffer, 0, buffer.length);
            }
        }
        return content.toString(UTF_8);
    }
}
