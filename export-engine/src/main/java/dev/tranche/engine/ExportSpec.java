package dev.tranche.engine;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.FileType;
import java.util.HashSet;
import java.util.List;

/**
 * What to export, by the caller's words.
 *
 * @param tables the names, exactly as the database writes them, in any order; empty means all of them. Exactly one name
 *     gives the shape of one table, whatever the database holds
 */
public record ExportSpec(ExportFormat format, List<String> tables) {
    public ExportSpec {
        tables = List.copyOf(tables);
        if (new HashSet<>(tables).size() != tables.size()) {
            throw new IllegalArgumentException("tables must not repeat a name");
        }
    }

    /** Everything that the format can carry. */
    public static ExportSpec all(ExportFormat format) {
        return new ExportSpec(format, List.of());
    }

    /** One table in the shape of one table. */
    public static ExportSpec one(ExportFormat format, String table) {
        return new ExportSpec(format, List.of(table));
    }

    /** What the file will be, known before the database is opened. */
    public FileType fileType() {
        return FileType.of(format, tables.size());
    }

    /** Whether exactly one table was named, which changes the shape of JSON and CSV. */
    public boolean isSingle() {
        return tables.size() == 1;
    }
}
