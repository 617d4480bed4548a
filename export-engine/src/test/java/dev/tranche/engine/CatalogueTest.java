package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.engine.EngineException.Reason;
import dev.tranche.model.job.ExportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request may name, and how many tables it means (C13, C20, C24). */
class CatalogueTest {
    private static final String SCHEMA = """
            CREATE TABLE b(id INTEGER PRIMARY KEY AUTOINCREMENT);
            CREATE VIRTUAL TABLE search USING fts5(text);
            CREATE TABLE a(x);
            CREATE VIEW v AS SELECT 1;
            CREATE TABLE tmp_users(x);
            CREATE INDEX i ON a(x);
            INSERT INTO a VALUES(1);
            ANALYZE;
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void create() throws SQLException {
        file = Databases.run(folder.resolve("source.db"), SCHEMA);
    }

    @Test
    void readersOfTablesSeeOrdinaryAndVirtualOnesInSchemaOrder() {
        Catalogue catalogue = Catalogue.read(file);
        for (ExportFormat format : List.of(ExportFormat.JSON, ExportFormat.CSV, ExportFormat.NDJSON)) {
            assertThat(catalogue.tables(format)).containsExactly("b", "search", "a", "tmp_users");
            assertThat(catalogue.totalTables(ExportSpec.all(format))).isEqualTo(4);
        }
    }

    @Test
    void sqlHasTheShadowTablesAndCountsThoseWhoseRowsItWrites() {
        Catalogue catalogue = Catalogue.read(file);
        assertThat(catalogue.tables(ExportFormat.SQL))
                .startsWith("b", "search", "search_data")
                .endsWith("tmp_users");
        assertThat(catalogue.totalTables(ExportSpec.all(ExportFormat.SQL))).isEqualTo(8);
        assertThat(catalogue.totalTables(ExportSpec.one(ExportFormat.SQL, "search")))
                .isEqualTo(5);
    }

    @Test
    void anUnknownNameIsFound() {
        Catalogue catalogue = Catalogue.read(file);
        for (String name : List.of("nothing", "v", "i", "A", "sqlite_stat1", "sqlite_sequence", "search_data", "")) {
            assertThat(catalogue.findUnknown(new ExportSpec(ExportFormat.JSON, List.of("a", name))))
                    .contains(name);
        }
        assertThat(catalogue.findUnknown(new ExportSpec(ExportFormat.JSON, List.of("tmp_users", "a"))))
                .isEmpty();
        assertThat(catalogue.findUnknown(ExportSpec.one(ExportFormat.SQL, "search_data")))
                .isEmpty();
    }

    @Test
    void aVirtualTableOfAnUnknownModuleIsNoTableToRead() throws SQLException {
        Databases.run(file, """
                PRAGMA writable_schema = ON;
                INSERT INTO sqlite_schema VALUES('table', 'map', 'map', 0, 'CREATE VIRTUAL TABLE map USING unheard_of(x)');
                """);
        Catalogue catalogue = Catalogue.read(file);
        assertThat(catalogue.tables(ExportFormat.JSON)).doesNotContain("map");
        assertThat(catalogue.tables(ExportFormat.SQL)).contains("map");
        assertThat(ExportPlan.make(file, ExportSpec.all(ExportFormat.JSON), Exports.TIME)
                        .warnings())
                .containsExactly("virtual table 'map' cannot be read and is left out");
        assertThat(ExportPlan.make(file, ExportSpec.all(ExportFormat.SQL), Exports.TIME)
                        .warnings())
                .isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsMissingAndIsNotMade() {
        Path nowhere = folder.resolve("nowhere.db");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Catalogue.read(nowhere))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void aFileOfAnotherKindIsNoDatabase() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text.db"), "not a database, but long enough to look at ".repeat(99));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Catalogue.read(text))
                .withMessage("file is not a database")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_DATABASE))
                .satisfies(e -> assertThat(e.findTable()).isEmpty());
    }

    @Test
    void anEmptyFileIsAnEmptyDatabase() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        assertThat(Catalogue.read(empty).totalTables(ExportSpec.all(ExportFormat.SQL)))
                .isZero();
    }
}
