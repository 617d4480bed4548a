package dev.tranche.gateway.admission;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a POST, each member checked by itself (C20–C25): what the caller wrote, before anybody looked whether the database
 * is there.
 *
 * @param database null if the caller named none
 */
record ExportOrder(
        @Nullable String database,
        ExportFormat format,
        List<String> tables,
        ExportOptions options,
        @Nullable URI callbackUrl) {
    ExportOrder {
        tables = List.copyOf(tables);
    }

    /** Without the callback's address, which may be a secret. */
    @Override
    public String toString() {
        return "ExportOrder[database=" + database + ", format=" + format + ", tables=" + tables + ", options=" + options
                + "]";
    }
}
