package dev.tranche.engine.verify;

/** What comparing an export with a database gave. */
public sealed interface Verdict {
    /**
     * The export says all that it can of the database.
     *
     * @param tables how many tables were compared row by row
     * @param rows how many rows these have
     * @param notCompared what an export of this type cannot carry, for people
     */
    record Same(int tables, long rows, String notCompared) implements Verdict {}

    /** The export says something else than the database. */
    record Different(Difference first) implements Verdict {}
}
