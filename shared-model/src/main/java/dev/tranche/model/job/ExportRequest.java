package dev.tranche.model.job;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asked for, checked and complete (C20–C24): a configured database, a format, the tables, how the file is
 * compressed, and where the terminal callback goes.
 *
 * @param database the configured name, never a path
 * @param tables the tables to export, in the caller's order; empty means all of them
 * @param compression of the file; none for a zip, which is compressed already
 * @param callbackUrl an absolute http or https address, or null for no callback
 */
public record ExportRequest(
        String database,
        ExportFormat format,
        List<String> tables,
        Compression compression,
        @Nullable URI callbackUrl) {
    public ExportRequest {
        if (database.isEmpty()) {
            throw new IllegalArgumentException("database must be named");
        }
        tables = List.copyOf(tables);
        file(format, tables, compression);
    }

    /** As above, without compression. */
    public ExportRequest(String database, ExportFormat format, List<String> tables, @Nullable URI callbackUrl) {
        this(database, format, tables, Compression.NONE, callbackUrl);
    }

    /** Where the terminal callback goes; empty if the caller wants none. */
    public Optional<URI> findCallbackUrl() {
        return Optional.ofNullable(callbackUrl);
    }

    /** What the object will be, which follows from the request alone. */
    public ExportFile file() {
        return file(format, tables, compression);
    }

    private static ExportFile file(ExportFormat format, List<String> tables, Compression compression) {
        return new ExportFile(FileType.of(format, tables.size()), compression);
    }
}
