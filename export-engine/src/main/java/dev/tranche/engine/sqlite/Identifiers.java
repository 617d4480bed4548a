package dev.tranche.engine.sqlite;

/** Writes names of a database into SQL; the only place that does. Stateless. */
public final class Identifiers {
    private Identifiers() {}

    /** The name as a quoted identifier that no name can break out of: {@code "} doubled, inside {@code "}. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
