package dev.tranche.engine.format;

import dev.tranche.engine.sqlite.SchemaObject;
import java.util.Locale;
import java.util.Set;

/**
 * Follows the tokens of a definition and knows whether a quoted one is a text that SQLite computes with while the script
 * runs: in a generated column, a CHECK, an index. Elsewhere it may be a name, or a text that is not looked at. One thread.
 */
final class LiteralPlace {
    /** The words before the brackets of an expression in the definition of a table. */
    private static final Set<String> BEFORE_EXPRESSIONS = Set.of("AS", "CHECK", "DEFAULT");

    /** What follows a column, not a text, in the list of an index. */
    private static final Set<String> AFTER_COLUMNS = Set.of(",", ")", "COLLATE", "ASC", "DESC");

    private final SchemaObject.Type type;
    private String previous = "";
    private String beforeBracket = "";
    private int depth;
    private boolean isBehindWhere;

    LiteralPlace(SchemaObject.Type type) {
        this.type = type;
    }

    /** Whether the quoted token is such a text. */
    boolean isLiteral(SqlScanner quoted) {
        return quoted.text().startsWith("'")
                && switch (type) {
                    case TABLE -> depth > 1 && BEFORE_EXPRESSIONS.contains(beforeBracket);
                    case INDEX -> isBehindWhere || depth > 1 || (depth == 1 && !isIndexedColumn(quoted));
                    case VIEW, TRIGGER -> false;
                };
    }

    /** SQLite takes a text that stands alone in the list of an index for a name. */
    private boolean isIndexedColumn(SqlScanner quoted) {
        return (previous.equals("(") || previous.equals(","))
                && AFTER_COLUMNS.contains(quoted.following().toUpperCase(Locale.ROOT));
    }

    /** Takes note of a token that is neither space nor comment. */
    void pass(SqlScanner token) {
        if (token.is("(")) {
            depth++;
            beforeBracket = depth == 2 ? previous : beforeBracket;
        } else if (token.is(")")) {
            depth--;
        } else if (depth == 0 && token.is("WHERE")) {
            isBehindWhere = true;
        }
        previous = token.text().toUpperCase(Locale.ROOT);
    }
}
