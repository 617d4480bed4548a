package dev.tranche.engine.sqlite;

/**
 * A column whose value a {@code SELECT *} shows.
 *
 * @param generated whether SQLite computes it, so that no INSERT may name it
 * @param notNull whether the definition forbids NULL; rows from before it may have one
 */
public record Column(String name, boolean generated, boolean notNull) {
    /** A column that may be NULL and is not computed. */
    public Column(String name) {
        this(name, false, false);
    }
}
