package dev.tranche.engine.sqlite;

/** What sort of table a schema object is. */
public enum TableKind {
    /** A user's table, with or without rowid. */
    ORDINARY,
    /** A table that a module answers for, such as full-text search. */
    VIRTUAL,
    /** An ordinary table in which a virtual one keeps its content. */
    SHADOW,
    /** SQLite's own, named {@code sqlite_…}. */
    INTERNAL,
    /** Not a table. */
    NONE
}
