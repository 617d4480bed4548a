package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tranche.engine.PlannedTable.Part;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.FileType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job's row keeps of the engine reads back the same, and nothing else does (P15, P16). */
class PlanAndCursorTest {
    @TempDir
    Path folder;

    @Test
    void aPlanIsReadBackFromItsJson() throws SQLException {
        Path file = Databases.run(
                folder.resolve("a.db"),
                "CREATE TABLE \"odd \"\"name\"(x); CREATE VIRTUAL TABLE f USING fts5(y); ANALYZE");
        for (ExportFormat format : ExportFormat.values()) {
            ExportPlan plan = ExportPlan.make(file, ExportSpec.all(format), Exports.TIME);
            assertThat(ExportPlan.fromJson(plan.toJson())).isEqualTo(plan);
        }
        for (Compression compression : Compression.values()) {
            ExportSpec spec = ExportSpec.all(ExportFormat.JSON).compressed(compression);
            ExportPlan plan = ExportPlan.make(file, spec, Exports.TIME);
            assertThat(ExportPlan.fromJson(plan.toJson())).isEqualTo(plan);
        }
        ExportPlan sql = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQL), Exports.TIME);
        assertThat(sql.tables())
                .contains(new PlannedTable("f", Part.DEFINITION), new PlannedTable("f_data", Part.ROWS));
    }

    @Test
    void aPlanOfALaterVersionMayHaveMoreMembers() {
        String json = "{\"v\":1,\"format\":\"csv\",\"named\":[\"a\"],\"later\":{\"x\":[1]},\"reader\":\"sqlite-jdbc\","
                + "\"blockBytes\":10,\"snapshotAt\":\"2024-01-01T00:00:00Z\",\"upperBoundBytes\":5,\"warnings\":[],"
                + "\"tables\":[\"a\"],\"parts\":[\"rows\"]}";
        ExportPlan plan = ExportPlan.fromJson(json);
        assertThat(plan.spec()).isEqualTo(ExportSpec.one(ExportFormat.CSV, "a"));
        assertThat(plan.totalTables()).isEqualTo(1);
    }

    @Test
    void aPlanOfAnEarlierVersionIsNotCompressedC24() throws SQLException {
        Path file = Databases.run(folder.resolve("a.db"), "CREATE TABLE a(x)");
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(ExportFormat.SQL), Exports.TIME);
        String earlier = plan.toJson().replace("\"compression\":\"none\",", "");
        assertThat(earlier).doesNotContain("compression");
        assertThat(ExportPlan.fromJson(earlier)).isEqualTo(plan);
    }

    @Test
    void whatIsNoPlanIsRefused() {
        String ofAnotherReader =
                "{\"format\":\"csv\",\"reader\":\"pages\",\"blockBytes\":1,\"snapshotAt\":\"2024-01-01T00:00:00Z\"}";
        for (String json : List.of("", "[]", "{}", "{\"format\":\"xml\"}", "{\"format\":", ofAnotherReader)) {
            assertThatIllegalArgumentException().as(json).isThrownBy(() -> ExportPlan.fromJson(json));
        }
        String compressed = "{\"format\":\"json\",\"compression\":\"%s\",\"reader\":\"sqlite-jdbc\",\"blockBytes\":1,"
                + "\"snapshotAt\":\"2024-01-01T00:00:00Z\"}";
        assertThat(ExportPlan.fromJson(compressed.formatted("zstd")).spec().compression())
                .isEqualTo(Compression.ZSTD);
        assertThatIllegalArgumentException().isThrownBy(() -> ExportPlan.fromJson(compressed.formatted("lzma")));
        String withoutBlocks = ofAnotherReader.replace("pages", "sqlite-jdbc").replace(":1,", ":0,");
        assertThatIllegalArgumentException().isThrownBy(() -> ExportPlan.fromJson(withoutBlocks));
    }

    /** P15: options are part of the plan; one that is not known must not be taken for absent. */
    @Test
    void aPlanKeepsItsOptionsAndIsRefusedWithUnknownOnes() throws Exception {
        Path file = Databases.run(folder.resolve("a.db"), "CREATE TABLE a(x)");
        var csv = CsvDialect.RFC_4180
                .withDelimiter(';')
                .withNullText("\\N")
                .withBom()
                .withFormulaGuard();
        ExportSpec spec = ExportSpec.one(ExportFormat.CSV, "a").with(ExportOptions.DEFAULT.with(csv));
        ExportPlan plan = ExportPlan.make(file, spec, Exports.TIME);
        assertThat(ExportPlan.fromJson(plan.toJson())).isEqualTo(plan);
        String later = plan.toJson().replace("\"csv.bom\":", "\"csv.later\":\"1\",\"csv.bom\":");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportPlan.fromJson(later))
                .withMessageContaining("csv.later");
    }

    @Test
    void whatIsNoCursorIsRefused() {
        String start = Cursor.start().toJson();
        for (String json : List.of("", "{}", "7", start.replace("\"offset\":0,", ""), start.replace("0}", "{}}"))) {
            assertThatIllegalArgumentException().as(json).isThrownBy(() -> Cursor.fromJson(json));
        }
        assertThat(Cursor.fromJson(start)).hasToString(start);
    }

    @Test
    void theShapeFollowsTheRequest() {
        assertThat(ExportSpec.one(ExportFormat.CSV, "t").fileType()).isEqualTo(FileType.CSV);
        assertThat(ExportSpec.all(ExportFormat.CSV).fileType()).isEqualTo(FileType.CSV_ZIP);
        assertThatIllegalArgumentException().isThrownBy(() -> new ExportSpec(ExportFormat.SQL, List.of("a", "b", "a")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportSpec.all(ExportFormat.CSV).compressed(Compression.GZIP))
                .withMessageContaining("compressed already");
    }

    @Test
    void theBoundCountsWhatEachRowRepeats() throws SQLException {
        String columns = "INTEGER PRIMARY KEY, a_rather_long_name_of_a_column, another_long_name_of_a_column";
        Path file = Databases.run(
                folder.resolve("b.db"),
                "CREATE TABLE by_rowid(id " + columns + "); CREATE TABLE by_key(id " + columns + ") WITHOUT ROWID;"
                        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                        + "INSERT INTO by_rowid SELECT i, NULL, NULL FROM n;"
                        + "INSERT INTO by_key SELECT * FROM by_rowid;");
        for (ExportFormat format : ExportFormat.values()) {
            ExportPlan plan = ExportPlan.make(file, ExportSpec.all(format), Exports.TIME);
            long written = Exports.ofSnapshot(file, ExportSpec.all(format)).length;
            assertThat(plan.upperBoundBytes()).isGreaterThanOrEqualTo(written);
        }
    }
}
