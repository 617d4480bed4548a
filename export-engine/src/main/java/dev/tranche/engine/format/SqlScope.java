package dev.tranche.engine.format;

import dev.tranche.engine.sqlite.SchemaObject;
import dev.tranche.engine.sqlite.TableKind;
import dev.tranche.model.job.SqlContent;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What of a database a script carries. Immutable. */
public final class SqlScope {
    private final SqlContent content;
    private final Set<String> made;
    private final Reach reach;
    private final Set<String> tables;

    private enum Reach {
        WHOLE,
        SUBSET
    }

    private SqlScope(SqlContent content, Collection<String> made, Reach reach, Collection<String> tables) {
        this.content = content;
        this.made = Set.copyOf(made);
        this.reach = reach;
        this.tables = Set.copyOf(tables);
    }

    /**
     * All tables, and views.
     *
     * @param made the tables that are made empty by their own statement, where no rows are written; a virtual one's module
     *     then makes its shadow tables
     */
    public static SqlScope whole(SqlContent content, Collection<String> made) {
        return new SqlScope(content, made, Reach.WHOLE, List.of());
    }

    /**
     * Some tables with their indexes, triggers and sequence rows.
     *
     * @param made as above
     */
    public static SqlScope of(SqlContent content, Collection<String> made, Collection<String> tables) {
        return new SqlScope(content, made, Reach.SUBSET, tables);
    }

    boolean isWhole() {
        return reach == Reach.WHOLE;
    }

    boolean includes(String table) {
        return isWhole() || tables.contains(table);
    }

    /** Whether it is a virtual table that its module makes, with its shadow tables: there are no rows for those. */
    boolean isMade(SchemaObject table) {
        return content == SqlContent.SCHEMA && table.kind() == TableKind.VIRTUAL && made.contains(table.name());
    }

    SqlContent content() {
        return content;
    }

    boolean hasSchema() {
        return content != SqlContent.DATA;
    }

    boolean hasRows() {
        return content != SqlContent.SCHEMA;
    }
}
