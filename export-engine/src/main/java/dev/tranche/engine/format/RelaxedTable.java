package dev.tranche.engine.format;

import dev.tranche.engine.format.SqlScanner.Token;
import java.util.Arrays;

/**
 * The definition of a table without its columns' NOT NULL, under which rows are inserted that the full one would refuse:
 * constraints can come after rows that violate them. Stateless.
 */
final class RelaxedTable {
    private RelaxedTable() {}

    /**
     * The same statement with spaces in place of each NOT NULL of a column and its conflict clause. What stands in brackets
     * of its own, an expression, stays.
     */
    static byte[] of(byte[] createTable) {
        byte[] relaxed = createTable.clone();
        var scanner = new SqlScanner(createTable);
        int depth = 0;
        for (Token token = scanner.nextSignificant(); token != Token.END; token = scanner.nextSignificant()) {
            depth += scanner.is("(") ? 1 : scanner.is(")") ? -1 : 0;
            int start = scanner.start();
            if (depth == 1 && scanner.is("NOT") && scanner.nextSignificant() == Token.WORD && scanner.is("NULL")) {
                blank(relaxed, start, scanner.end());
                blankConflictClause(relaxed, new SqlScanner(createTable, scanner.end()));
            }
        }
        return relaxed;
    }

    private static void blankConflictClause(byte[] sql, SqlScanner scanner) {
        scanner.nextSignificant();
        int start = scanner.start();
        if (scanner.is("ON")) {
            scanner.nextSignificant();
            if (scanner.is("CONFLICT")) {
                scanner.nextSignificant();
                blank(sql, start, scanner.end());
            }
        }
    }

    private static void blank(byte[] sql, int start, int end) {
        Arrays.fill(sql, start, end, (byte) ' ');
    }
}
