package dev.tranche.engine.format;

import dev.tranche.engine.format.SqlScanner.Token;

/** Where the text of a SQL statement leaves a reader: a comment that is still open would swallow the next semicolon. */
enum SqlEnding {
    PLAIN(""),
    LINE_COMMENT("\n"),
    BLOCK_COMMENT("*/");

    private final String closing;

    SqlEnding(String closing) {
        this.closing = closing;
    }

    /** What must stand before the semicolon. */
    String closing() {
        return closing;
    }

    /** The ending of a statement that SQLite has accepted. */
    static SqlEnding of(byte[] sql) {
        var scanner = new SqlScanner(sql);
        SqlEnding ending = PLAIN;
        for (Token token = scanner.next(); token != Token.END; token = scanner.next()) {
            ending = after(token, scanner);
        }
        return ending;
    }

    private static SqlEnding after(Token token, SqlScanner scanner) {
        return switch (token) {
            case LINE_COMMENT -> LINE_COMMENT;
            case BLOCK_COMMENT ->
                scanner.text().endsWith("*/") && scanner.text().length() > 3 ? PLAIN : BLOCK_COMMENT;
            case WORD, QUOTED, SPACE, OTHER, END -> PLAIN;
        };
    }
}
