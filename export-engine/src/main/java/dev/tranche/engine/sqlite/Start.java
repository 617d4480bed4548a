package dev.tranche.engine.sqlite;

/** Where in a table's order a reading begins. */
sealed interface Start {
    /** With the first row. */
    record Beginning() implements Start {}

    /** Behind a row, which need not be there. */
    record After(Key key) implements Start {}

    /** With a row. */
    record From(Key key) implements Start {}
}
