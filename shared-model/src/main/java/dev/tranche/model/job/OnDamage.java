package dev.tranche.model.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of an export when SQLite calls a table's pages malformed, by the names that callers use. */
public enum OnDamage {
    /** The job fails, with SQLite's words and the table. */
    FAIL,
    /** What can be read is exported, and what cannot is listed. */
    SKIP;

    /** The name in requests, the job store and plans. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice of this name; empty where there is none. Names are case-sensitive. */
    public static Optional<OnDamage> find(String wireName) {
        return Arrays.stream(values())
                .filter(d -> d.wireName().equals(wireName))
                .findFirst();
    }

    /** All names, in the order in which an error message lists them: {@code fail, skip}. */
    public static String allowed() {
        return Arrays.stream(values()).map(OnDamage::wireName).collect(Collectors.joining(", "));
    }
}
