package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.sqlite.SqliteLibrary;
import dev.tranche.model.job.RequestWords;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** P15: who may go on with whose jobs. */
class EngineFingerprintTest {
    @Test
    void theFingerprintIsTheSameForTheSameProgram() {
        assertThat(EngineFingerprint.current())
                .isEqualTo(EngineFingerprint.current())
                .matches("\\d+-[0-9a-f]{8}");
    }

    @Test
    void theSqliteThatIsLoadedIsNamedByItsSource() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT sqlite_source_id()")) {
            assertThat(SqliteLibrary.identity())
                    .startsWith(result.getString(1))
                    .hasSizeGreaterThan(4000)
                    .isEqualTo(SqliteLibrary.identity());
        }
    }

    @Test
    void everyFormatCompressionAndOptionIsInTheVocabulary() {
        assertThat(RequestWords.vocabulary())
                .contains("sql, json, csv, ndjson, sqlite; none, gzip, zstd; ")
                .contains("content, csv.delimiter, csv.nullText, csv.bom, csv.formulaGuard, onDamage")
                .contains("EVERYTHING, SCHEMA, DATA", "fail, skip");
    }
}
