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
    NDJSON,
    /** The database itself: the file of the snapshot, as SQLite opens it. */
    SQLITE;

    /** Whether a request may name tables; a database's own file always holds all of them. */
    public boolean takesTables() {
        return this != SQLITE;
    }

    /** Whether it gives the database back, so that it has what modules and SQLite keep for themselves; else what readers of tables see. */
    public boolean restores() {
        return this == SQL || this == SQLITE;
    }

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

    /** All names, in the order in which an error message lists them: {@code sql, json, csv, ndjson, sqlite}. */
    public static String allowed() {
        return Arrays.stream(values()).map(ExportFormat::wireName).collect(Collectors.joining(", "));
    }
}
