package dev.tranche.model.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a script carries of a database (C24). */
public enum SqlContent {
    /** The schema and the rows. */
    EVERYTHING,
    /** The schema without rows ({@code schemaOnly}). */
    SCHEMA,
    /** The rows, for a database that has the schema ({@code dataOnly}). */
    DATA;

    /** The name in the job store and in plans. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The content of this name; empty where there is none. Names are case-sensitive. */
    public static Optional<SqlContent> find(String wireName) {
        return Arrays.stream(values())
                .filter(c -> c.wireName().equals(wireName))
                .findFirst();
    }
}
