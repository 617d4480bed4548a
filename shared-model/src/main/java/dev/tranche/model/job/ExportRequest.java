package dev.tranche.model.job;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asked for, checked and complete (C20–C24): a configured database, a format, the tables, how the file is
 * written, and where the terminal callback goes.
 *
 * @param database the configured name, never a path
 * @param tables the tables to export, in the caller's order; empty means all of them
 * @param options those of the format
 * @param callbackUrl an absolute http or https address, or null for no callback
 */
public record ExportRequest(
        String database,
        ExportFormat format,
        List<String> tables,
        ExportOptions options,
        @Nullable URI callbackUrl) implements JobRequest {
    public ExportRequest {
        if (database.isEmpty()) {
            throw new IllegalArgumentException("database must be named");
        }
        tables = List.copyOf(tables);
        options.requireFor(format);
        file(format, tables, options);
    }

    /** As above, with nothing chosen. */
    public ExportRequest(String database, ExportFormat format, List<String> tables, @Nullable URI callbackUrl) {
        this(database, format, tables, ExportOptions.DEFAULT, callbackUrl);
    }

    @Override
    public Optional<URI> findCallbackUrl() {
        return Optional.ofNullable(callbackUrl);
    }

    @Override
    public RequestWords words() {
        return RequestWords.of(format, options);
    }

    @Override
    public String contentType() {
        return file().contentType();
    }

    /** What the object will be, which follows from the request alone. */
    public ExportFile file() {
        return file(format, tables, options);
    }

    /** Of the callback's address, which may be a secret, only the host. */
    @Override
    public String toString() {
        return "ExportRequest[database=" + database + ", format=" + format + ", tables=" + tables + ", options="
                + options + ", callbackHost="
                + findCallbackUrl().map(URI::getHost).orElse("none") + "]";
    }

    private static ExportFile file(ExportFormat format, List<String> tables, ExportOptions options) {
        return new ExportFile(FileType.of(format, tables.size()), options.compression());
    }
}
