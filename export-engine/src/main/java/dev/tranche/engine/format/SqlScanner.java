package dev.tranche.engine.format;

import java.nio.charset.StandardCharsets;

/**
 * Steps through the tokens of a statement that SQLite has accepted, as far as a script must know them: what is quoted, what
 * is comment, what is a word. Source: sqlite.org/lang_comment.html, sqlite.org/lang_keywords.html.
 */
final class SqlScanner {
    /** What a token is. */
    enum Token {
        WORD,
        QUOTED,
        LINE_COMMENT,
        BLOCK_COMMENT,
        SPACE,
        OTHER,
        END
    }

    private final byte[] sql;
    private Token token = Token.SPACE;
    private int start;
    private int end;

    SqlScanner(byte[] sql) {
        this(sql, 0);
    }

    /** Starts inside the statement, between two tokens. */
    SqlScanner(byte[] sql, int from) {
        this.sql = sql;
        this.end = from;
    }

    /** Moves to the next token and says what it is. */
    Token next() {
        start = end;
        if (start == sql.length) {
            token = Token.END;
        } else if (startsWith('-', '-')) {
            token = Token.LINE_COMMENT;
            end = indexOf('\n', start);
        } else if (startsWith('/', '*')) {
            token = Token.BLOCK_COMMENT;
            end = endOfBlockComment();
        } else {
            byCharacter(sql[start]);
        }
        return token;
    }

    /** Moves to the next token that is neither space nor comment. */
    Token nextSignificant() {
        do {
            next();
        } while (token == Token.SPACE || token == Token.LINE_COMMENT || token == Token.BLOCK_COMMENT);
        return token;
    }

    private void byCharacter(byte first) {
        if (first == '\'' || first == '"' || first == '`' || first == '[') {
            token = Token.QUOTED;
            end = endOfQuoted(first == '[' ? ']' : first);
        } else if (isOfWord(first)) {
            token = Token.WORD;
            while (end < sql.length && isOfWord(sql[end])) {
                end++;
            }
        } else {
            token = first == ' ' || (first >= '\t' && first <= '\r') ? Token.SPACE : Token.OTHER;
            end = start + 1;
        }
    }

    /** A doubled quote is one of the text; a bracket cannot be doubled. */
    private int endOfQuoted(int quote) {
        int closed = Math.min(sql.length, indexOf(quote, start + 1) + 1);
        while (quote != ']' && closed < sql.length && sql[closed] == quote) {
            closed = Math.min(sql.length, indexOf(quote, closed + 1) + 1);
        }
        return closed;
    }

    private static boolean isOfWord(byte b) {
        return b < 0 || b == '_' || b == '$' || Character.isLetterOrDigit(b);
    }

    private boolean startsWith(char first, char second) {
        return start + 1 < sql.length && sql[start] == first && sql[start + 1] == second;
    }

    private int indexOf(int character, int from) {
        int i = from;
        while (i < sql.length && sql[i] != character) {
            i++;
        }
        return i;
    }

    private int endOfBlockComment() {
        for (int i = start + 2; i + 1 < sql.length; i++) {
            if (sql[i] == '*' && sql[i + 1] == '/') {
                return i + 2;
            }
        }
        return sql.length;
    }

    /** Whether the token is this word or sign, in any case. */
    boolean is(String text) {
        return token != Token.QUOTED && text().equalsIgnoreCase(text);
    }

    /** The token's characters. */
    String text() {
        return new String(sql, start, end - start, StandardCharsets.UTF_8);
    }

    /** The characters of the next token that is neither space nor comment; this one stays the current. */
    String following() {
        var ahead = new SqlScanner(sql, end);
        ahead.nextSignificant();
        return ahead.text();
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }
}
