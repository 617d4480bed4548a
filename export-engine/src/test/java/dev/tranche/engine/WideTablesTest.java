package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.verify.ReceivedExport;
import dev.tranche.engine.verify.Verdict;
import dev.tranche.engine.verify.Verification;
import dev.tranche.model.job.Damage;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.OnDamage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** Tables whose columns fill a query of SQLite's, or more than that (C50). */
class WideTablesTest {
    @TempDir
    Path folder;

    /** A row of these violates NOT NULL, which a SQLite file does not get away with. */
    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void anExportOfTheWidestTablesIsTheSame_C50(ExportFormat format) throws Exception {
        Path database = NamedDatabase.of("two thousand columns").create(folder);
        assertThat(verify(database, export(database, format))).isInstanceOf(Verdict.Same.class);
    }

    @Test
    void anotherRowidInTheWidestTableIsFound_C50() throws Exception {
        Path database = NamedDatabase.of("two thousand columns").create(folder);
        Path export = export(database, ExportFormat.SQL);
        Files.writeString(export, Files.readString(export, UTF_8).replace(" VALUES(7,'c',", " VALUES(6,'c',"), UTF_8);

        assertThat(verify(database, export))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first())
                                .hasToString("table 'gaps', rowid 7: expected this row, found rowid 6"));
    }

    @Test
    void ofADamagedTableTheOtherRowsKeepTheirRowids_C50() throws Exception {
        String columns = columns(2000);
        String insert = "INSERT INTO h(rowid, c1, c2000) VALUES(%1$d, 'row %1$d', 'last %1$d');";
        Path database = Databases.run(
                folder.resolve("damaged.db"),
                "PRAGMA page_size = " + DamagedDatabase.PAGE + "; CREATE TABLE h(" + columns + ");"
                        + IntStream.rangeClosed(1, 40)
                                .mapToObj(i -> insert.formatted(3 * i))
                                .collect(Collectors.joining()));
        // Each row has its own.
        DamagedDatabase.overwrite(
                database, DamagedDatabase.pages(database, "h", "overflow").get(20));
        ExportSpec spec = ExportSpec.all(ExportFormat.SQL).with(ExportOptions.DEFAULT.with(OnDamage.SKIP));
        ExportPlan plan = ExportPlan.make(database, spec, Exports.TIME);
        byte[] script;
        List<Damage> damage;
        try (var stream = ExportStream.open(database, plan, Cursor.start(), List.of())) {
            script = Exports.rest(stream);
            damage = stream.takeFinished().get(0).damage();
        }

        assertThat(damage).hasSize(1);
        Path restored = Databases.run(folder.resolve("restored.db"), new String(script, UTF_8));
        assertThat(DatabaseFacts.of(restored).stream().filter(f -> f.startsWith("row of h")))
                .hasSize(39)
                .allSatisfy(row -> assertThat(row)
                        .matches("row of h \\| integer (\\d+) \\| text row \\1 .* \\| text last \\1 .*"));
    }

    /** Only a SQLite that was compiled for it makes such a table, or loads its script. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aTableWiderThanMostSqlitesAllowIsExportedToo(ExportFormat format) throws Exception {
        Path database = wider(3000);
        assertThat(verify(database, export(database, format))).isInstanceOf(Verdict.Same.class);
    }

    /** A query has no room for the rowid beside them, so that rows are counted. SQLite takes a second to look for the names. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aTableOfAsManyColumnsAsAnySqliteAllowsIsExportedToo(ExportFormat format) throws Exception {
        Path database = wider(32_767);
        assertThat(verify(database, export(database, format))).isInstanceOf(Verdict.Same.class);
    }

    private Path wider(int columns) throws SQLException {
        Path database = folder.resolve("wider.db");
        try (var connection = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_COLUMN, columns);
            statement.executeUpdate("CREATE TABLE t(" + columns(columns) + ")");
            statement.executeUpdate("INSERT INTO t(rowid, c1, c" + columns + ") VALUES(7, 'first', 'last')");
        }
        return database;
    }

    private static String columns(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    }

    private Path export(Path database, ExportFormat format) throws Exception {
        ExportSpec spec = ExportSpec.all(format);
        Path file = folder.resolve("export." + spec.fileType().extension());
        return Files.write(file, Exports.ofSnapshot(database, spec));
    }

    private static Verdict verify(Path database, Path export) {
        var file = new ReceivedExport(export, ReceivedExport.findType(export).orElseThrow());
        return new Verification(database, file, Set.of()).run();
    }
}
