package dev.tranche.model.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the bytes of an export are compressed, by the names that callers use (C24). */
public enum Compression {
    /** The file as its format writes it. */
    NONE(""),
    /** Gzip members one after the other (RFC 1952), which readers take as one stream. */
    GZIP(".gz"),
    /** Zstandard frames one after the other (RFC 8878), which readers take as one stream. */
    ZSTD(".zst");

    private final String ending;

    Compression(String ending) {
        this.ending = ending;
    }

    /** What it adds to the name of a file, the dot included; empty for none. */
    public String ending() {
        return ending;
    }

    /** The name in requests, answers and the job store. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The compression of this name; empty where there is none. Names are case-sensitive. */
    public static Optional<Compression> find(String wireName) {
        return Arrays.stream(values())
                .filter(c -> c.wireName().equals(wireName))
                .findFirst();
    }

    /** All names, in the order in which an error message lists them: {@code none, gzip, zstd}. */
    public static String allowed() {
        return Arrays.stream(values()).map(Compression::wireName).collect(Collectors.joining(", "));
    }
}
