package dev.tranche.engine.format;

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

    /** The ending of a statement that SQLite has accepted. Source of the tokens: sqlite.org/lang_comment.html, lang_expr.html. */
    static SqlEnding of(byte[] sql) {
        int i = 0;
        while (i < sql.length) {
            int next = i + 1 < sql.length ? sql[i + 1] : 0;
            if (sql[i] == '-' && next == '-') {
                i = indexOf(sql, i, '\n');
                if (i == sql.length) {
                    return LINE_COMMENT;
                }
            } else if (sql[i] == '/' && next == '*') {
                i = endOfBlockComment(sql, i + 2);
                if (i > sql.length) {
                    return BLOCK_COMMENT;
                }
                continue;
            } else if (sql[i] == '\'' || sql[i] == '"' || sql[i] == '`') {
                i = indexOf(sql, i + 1, sql[i]);
            } else if (sql[i] == '[') {
                i = indexOf(sql, i + 1, ']');
            }
            i++;
        }
        return PLAIN;
    }

    private static int indexOf(byte[] sql, int from, int character) {
        int i = from;
        while (i < sql.length && sql[i] != character) {
            i++;
        }
        return i;
    }

    /** The index behind the comment's end, or one past the length if it has none. */
    private static int endOfBlockComment(byte[] sql, int from) {
        for (int i = from; i + 1 < sql.length; i++) {
            if (sql[i] == '*' && sql[i + 1] == '/') {
                return i + 2;
            }
        }
        return sql.length + 1;
    }
}
