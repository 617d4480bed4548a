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
import dev.tranche.engine.format.ZipPacking;
import dev.tranche.engine.sqlite.Database;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.model.job.FileType;
import java.sql.SQLException;
import java.util.List;

/** Chooses format and packing by the request's shape. Stateless. */
final class Documents {
    private Documents() {}

    static Format format(Database database, Schema schema, ExportPlan plan) throws SQLException {
        ExportSpec spec = plan.spec();
        return switch (spec.format()) {
            case SQL -> new SqlFormat(database, schema, subset(plan));
            case JSON -> new JsonFormat(spec.isSingle() ? JsonFormat.Shape.ARRAY : JsonFormat.Shape.OBJECT);
            case NDJSON -> new NdjsonFormat();
            case CSV -> new CsvFormat();
        };
    }

    /** Everything that was asked for and what comes with it; empty for a whole database. */
    private static List<String> subset(ExportPlan plan) {
        return plan.spec().tables().isEmpty()
                ? List.of()
                : plan.tables().stream().map(PlannedTable::name).toList();
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
