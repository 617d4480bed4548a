package dev.tranche.model.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Format and options of a request as the job store keeps them: texts, whose meaning never changes, since rows outlive the program. One
 * that this version does not know is kept like the others.
 *
 * @param options what differs from the default besides the compression, by name
 */
public record RequestWords(String format, String compression, Map<String, String> options) {
    public RequestWords {
        options = Map.copyOf(options);
    }

    /** Every word that this version understands: another text if another version understands others (P15). */
    public static String vocabulary() {
        return ExportFormat.allowed() + "; " + Compression.allowed() + "; " + OptionTexts.vocabulary();
    }

    /** Those of a request of this version. */
    static RequestWords of(ExportFormat format, ExportOptions options) {
        return new RequestWords(format.wireName(), options.compression().wireName(), options.toTexts());
    }

    /** @throws IllegalArgumentException if only a later version knows it */
    ExportFormat toFormat() {
        return ExportFormat.find(format)
                .orElseThrow(() -> new IllegalArgumentException("no format is named " + format));
    }

    /** @throws IllegalArgumentException if only a later version knows one */
    ExportOptions toOptions() {
        return ExportOptions.of(options)
                .with(Compression.find(compression)
                        .orElseThrow(() -> new IllegalArgumentException("no compression is named " + compression)));
    }

    /** What of it only a later version knows, such as {@code the format parquet, the option csv.quote}; what goes together, if nothing. */
    String unknown() {
        List<String> unknown = new ArrayList<>();
        if (ExportFormat.find(format).isEmpty()) {
            unknown.add("the format " + format);
        }
        if (Compression.find(compression).isEmpty()) {
            unknown.add("the compression " + compression);
        }
        ExportOptions.unknown(options).forEach(name -> unknown.add("the option " + name));
        return unknown.isEmpty() ? "the format " + format + " with such options" : String.join(", ", unknown);
    }
}
