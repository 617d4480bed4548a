package dev.tranche.model.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the bytes of an export are, by the names that callers use (C21). */
public enum ExportFormat {
    /** A script that restores tables, indexes, triggers and views. */
    SQL,
    /** One JSON document. */
    JSON,
    /** A comma separated file for one table, a zip of them otherwise. */
    CSV,
    /** One JSON object a line, each naming its table. */
    NDJSON;

    /** The name in requests, answers and the job store. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of this name; empty where there is none. Names are case-sensitive. */
    public static Optional<ExportFormat> find(String wireName) {
        return Arrays.stream(values())
                .filter(f -> f.wireName().equals(wireName))
                .findFirst();
    }

    /** All names, in the order in which an error message lists them: {@code sql, json, csv, ndjson}. */
    public static String allowed() {
        return Arrays.stream(values()).map(ExportFormat::wireName).collect(Collectors.joining(", "));
    }
}
