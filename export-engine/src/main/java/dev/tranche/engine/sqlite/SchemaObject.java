package dev.tranche.engine.sqlite;

/**
 * A row of {@code sqlite_schema}.
 *
 * @param type as stored: table, index, view or trigger
 * @param table the table or view that it belongs to; itself, for these
 * @param kind what sort of table it is; {@link TableKind#NONE} for the rest
 * @param sql the statement's exact bytes in the encoding of the database; empty for automatic indexes
 */
public record SchemaObject(Type type, String name, String table, TableKind kind, StoredText sql) {
    /** What a schema holds. */
    public enum Type {
        TABLE,
        INDEX,
        VIEW,
        TRIGGER
    }

    /** Whether a statement made it; SQLite makes the others by itself. */
    public boolean hasSql() {
        return sql.length() > 0;
    }
}
