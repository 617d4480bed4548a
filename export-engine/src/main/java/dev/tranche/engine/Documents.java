package dev.tranche.engine;

import dev.tranche.engine.encode.GzipMembers;
import dev.tranche.engine.encode.ZstdFrames;
import dev.tranche.engine.format.CompressedPacking;
import dev.tranche.engine.format.CsvFormat;
import dev.tranche.engine.format.Format;
import dev.tranche.engine.format.JsonFormat;
import dev.tranche.engine.format.NdjsonFormat;
import dev.tranche.engine.format.Packing;
import dev.tranche.engine.format.PlainPacking;
import dev.tranche.engine.format.SqlFormat;
import dev.tranche.engine.format.SqlScope;
import dev.tranche.engine.format.ZipPacking;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.model.job.FileType;
import dev.tranche.model.job.SqlContent;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/** Chooses format and packing by the request's shape. Stateless. */
final class Documents {
    private Documents() {}

    static Format format(Database database, Schema schema, ExportPlan plan) throws SQLException {
        ExportSpec spec = plan.spec();
        return switch (spec.format()) {
            case SQL -> new SqlFormat(database, schema, scope(plan));
            case JSON -> new JsonFormat(spec.isSingle() ? JsonFormat.Shape.ARRAY : JsonFormat.Shape.OBJECT);
            case NDJSON -> new NdjsonFormat();
            case CSV -> new CsvFormat(spec.options().csv());
            case SQLITE -> throw new IllegalArgumentException("a database's file is no text");
        };
    }

    /** Everything that was asked for and what comes with it. */
    private static SqlScope scope(ExportPlan plan) {
        SqlContent content = plan.spec().options().sqlContent();
        List<String> made = names(plan, table -> table.part() == PlannedTable.Part.SCHEMA);
        return plan.spec().tables().isEmpty()
                ? SqlScope.whole(content, made)
                : SqlScope.of(content, made, names(plan, table -> true));
    }

    private static List<String> names(ExportPlan plan, Predicate<PlannedTable> condition) {
        return plan.tables().stream().filter(condition).map(PlannedTable::name).toList();
    }

    static Packing packing(ExportPlan plan) {
        if (plan.spec().fileType() == FileType.CSV_ZIP) {
            return new ZipPacking(plan.settings().snapshotAt());
        }
        return switch (plan.spec().compression()) {
            case NONE -> new PlainPacking();
            case GZIP -> new CompressedPacking(new GzipMembers());
            case ZSTD -> new CompressedPacking(new ZstdFrames());
        };
    }
}
