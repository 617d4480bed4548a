package dev.tranche.engine.verify;

import dev.tranche.engine.encode.ByteSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The statements of a script, one at a time, told apart as {@code sqlite3_complete} does: by the semicolons outside of quotes,
 * comments and the bodies of triggers. Source of the states: sqlite.org/src, complete.c. Holds a statement. One thread.
 */
final class SqlStatements {
    private enum Token {
        SEMICOLON,
        SPACE,
        OTHER,
        EXPLAIN,
        CREATE,
        TEMP,
        TRIGGER,
        END
    }

    private enum State {
        START,
        NORMAL,
        EXPLAIN,
        CREATE,
        TRIGGER,
        SEMICOLON,
        END;

        State after(Token token) {
            if (token == Token.SPACE) {
                return this;
            }
            boolean isSemicolon = token == Token.SEMICOLON;
            return switch (this) {
                case START -> isSemicolon ? START : token == Token.EXPLAIN ? EXPLAIN : created(token);
                case NORMAL -> isSemicolon ? START : NORMAL;
                case EXPLAIN -> isSemicolon ? START : token == Token.OTHER ? EXPLAIN : created(token);
                case CREATE -> isSemicolon ? START : token == Token.TEMP ? CREATE : triggered(token);
                case TRIGGER -> isSemicolon ? SEMICOLON : TRIGGER;
                case SEMICOLON -> isSemicolon ? SEMICOLON : token == Token.END ? END : TRIGGER;
                case END -> isSemicolon ? START : TRIGGER;
            };
        }

        private static State created(Token token) {
            return token == Token.CREATE ? CREATE : NORMAL;
        }

        private static State triggered(Token token) {
            return token == Token.TRIGGER ? TRIGGER : NORMAL;
        }
    }

    /** Longer than the longest word that matters. */
    private static final int LONGEST_WORD = 10;

    private final ByteInput in;
    private final ByteSink statement = new ByteSink(1 << 16);

    SqlStatements(InputStream in) {
        this.in = new ByteInput(in);
    }

    /**
     * The next statement with its semicolon; empty at the end.
     *
     * @throws Malformed if the script ends inside a statement
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     */
    Optional<String> next() throws IOException {
        statement.clear();
        var state = State.START;
        boolean isBlank = true;
        while (in.peek() != ByteInput.END) {
            Token token = token();
            isBlank &= token == Token.SPACE;
            state = state.after(token);
            if (token == Token.SEMICOLON && state == State.START) {
                return Optional.of(decoded());
            }
        }
        if (!isBlank) {
            throw new Malformed("its end inside a statement");
        }
        return Optional.empty();
    }

    private String decoded() throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(statement.array(), 0, statement.size()))
                .toString();
    }

    private Token token() throws IOException {
        int c = take();
        return switch (c) {
            case ';' -> Token.SEMICOLON;
            case ' ', '\t', '\n', '\f', '\r' -> Token.SPACE;
            case '\'', '"', '`' -> quoted(c);
            case '[' -> quoted(']');
            case '-' -> in.peek() == '-' ? lineComment() : Token.OTHER;
            case '/' -> in.peek() == '*' ? blockComment() : Token.OTHER;
            default -> isOfWord(c) ? word(c) : Token.OTHER;
        };
    }

    /** Doubled quotes are two quoted texts side by side, which is as good. */
    private Token quoted(int end) throws IOException {
        takeTo(end);
        return Token.OTHER;
    }

    private Token lineComment() throws IOException {
        takeTo('\n');
        return Token.SPACE;
    }

    private Token blockComment() throws IOException {
        int previous = take();
        // The star that opens the comment does not close it.
        previous = in.peek() == ByteInput.END ? previous : take();
        while (in.peek() != ByteInput.END && !(previous == '*' && in.peek() == '/')) {
            previous = take();
        }
        if (in.peek() != ByteInput.END) {
            take();
        }
        return Token.SPACE;
    }

    private Token word(int first) throws IOException {
        var word = new StringBuilder().append((char) first);
        while (isOfWord(in.peek())) {
            int c = take();
            if (word.length() < LONGEST_WORD) {
                word.append((char) c);
            }
        }
        return switch (word.toString().toUpperCase(Locale.ROOT)) {
            case "EXPLAIN" -> Token.EXPLAIN;
            case "CREATE" -> Token.CREATE;
            case "TEMP", "TEMPORARY" -> Token.TEMP;
            case "TRIGGER" -> Token.TRIGGER;
            case "END" -> Token.END;
            default -> Token.OTHER;
        };
    }

    private static boolean isOfWord(int c) {
        return c >= 0x80 || c == '_' || c == '$' || (c < 0x80 && c > 0 && Character.isLetterOrDigit(c));
    }

    /** Takes up to this byte, or the end. */
    private void takeTo(int last) throws IOException {
        while (in.peek() != ByteInput.END && take() != last) {
            // Taking is all.
        }
    }

    private int take() throws IOException {
        int c = in.read();
        statement.put(c);
        return c;
    }
}
