package dev.tranche.engine;

import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFile;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.FileType;
import java.util.HashSet;
import java.util.List;

/**
 * What to export, by the caller's words.
 *
 * @param tables the names, exactly as the database writes them, in any order; empty means all of them. Exactly one name
 *     gives the shape of one table, whatever the database holds
 * @param options those of the format
 */
public record ExportSpec(ExportFormat format, List<String> tables, ExportOptions options) {
    public ExportSpec {
        tables = List.copyOf(tables);
        if (new HashSet<>(tables).size() != tables.size()) {
            throw new IllegalArgumentException("tables must not repeat a name");
        }
        options.requireFor(format);
        new ExportFile(FileType.of(format, tables.size()), options.compression());
    }

    /** As above, with nothing chosen. */
    public ExportSpec(ExportFormat format, List<String> tables) {
        this(format, tables, ExportOptions.DEFAULT);
    }

    /** Everything that the format can carry. */
    public static ExportSpec all(ExportFormat format) {
        return new ExportSpec(format, List.of());
    }

    /** One table in the shape of one table. */
    public static ExportSpec one(ExportFormat format, String table) {
        return new ExportSpec(format, List.of(table));
    }

    /** The same export, written otherwise. */
    public ExportSpec with(ExportOptions other) {
        return new ExportSpec(format, tables, other);
    }

    /** The same export, compressed. */
    public ExportSpec compressed(Compression with) {
        return with(options.with(with));
    }

    /** How the file is compressed. */
    public Compression compression() {
        return options.compression();
    }

    /** What the file will be before it is compressed, known before the database is opened. */
    public FileType fileType() {
        return FileType.of(format, tables.size());
    }

    /** Whether exactly one table was named, which changes the shape of JSON and CSV. */
    public boolean isSingle() {
        return tables.size() == 1;
    }
}
