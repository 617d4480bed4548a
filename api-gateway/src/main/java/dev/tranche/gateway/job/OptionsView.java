package dev.tranche.gateway.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.job.SqlContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a file is written, as the POST that asks for it says so (C24); without what is as usual. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OptionsView(
        @Nullable Boolean schemaOnly,
        @Nullable Boolean dataOnly,
        @Nullable Csv csv,
        @Nullable String onDamage) {
    /** All of the dialect, if any of it is unusual. */
    record Csv(String delimiter, String nullText, boolean bom, boolean formulaGuard) {}

    /** Empty if only a later version understands the request, since what is not shown here is as usual. */
    static Optional<OptionsView> of(JobRequest request) {
        return request instanceof ExportRequest understood ? Optional.of(of(understood.options())) : Optional.empty();
    }

    private static OptionsView of(ExportOptions options) {
        return new OptionsView(
                options.sqlContent() == SqlContent.SCHEMA ? true : null,
                options.sqlContent() == SqlContent.DATA ? true : null,
                options.csv().equals(CsvDialect.RFC_4180) ? null : csv(options.csv()),
                options.onDamage() == OnDamage.FAIL ? null : options.onDamage().wireName());
    }

    private static Csv csv(CsvDialect csv) {
        return new Csv(String.valueOf(csv.delimiter()), csv.nullText(), csv.bom(), csv.formulaGuard());
    }
}
