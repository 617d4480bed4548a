package dev.tranche.engine.format;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.Utf8;
import dev.tranche.engine.format.SqlScanner.Token;
import dev.tranche.engine.sqlite.Schema;
import dev.tranche.engine.sqlite.SchemaObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What stands in a script for the names and statements that its readers would change: a reader of lines turns CR LF into
 * LF, and the sqlite3 shell ends a statement at a line with nothing but a slash or {@code go}. Follows from the schema alone,
 * so that every worker writes the same bytes (P16). Immutable.
 */
final class StandIns {
    /** Where the characters begin that mean nothing and that nobody has on a keyboard. */
    private static final char PRIVATE_USE = '\uE000';

    /** Source: sqlite.org/src, shell.c, line_is_command_terminator */
    private static final Pattern LINE_THAT_ENDS_A_STATEMENT =
            Pattern.compile("^\\s*(/|go)\\s*((--|/\\*).*)?$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    /** How SQLite begins what it stores, whatever the statement said before the name; a text put there by hand may differ. */
    private static final Pattern BEGINNING =
            Pattern.compile("CREATE ((VIRTUAL )?TABLE|(UNIQUE )?INDEX|VIEW|TRIGGER) (?!\\s|--|/\\*|(?i:IF\\s+NOT))");

    private final String mark;

    private StandIns(char mark) {
        this.mark = String.valueOf(mark);
    }

    static StandIns of(Schema schema) {
        char mark = PRIVATE_USE;
        while (isUsed(mark, schema)) {
            mark++;
        }
        return new StandIns(mark);
    }

    private static boolean isUsed(char mark, Schema schema) {
        return schema.objects().stream().anyMatch(o -> (o.name() + o.table() + text(o)).indexOf(mark) >= 0);
    }

    private static String text(SchemaObject object) {
        return new String(object.sql().utf8(), StandardCharsets.UTF_8);
    }

    /** A name without its carriage returns, which no other name of the schema is. */
    String name(String name) {
        return name.replace("\r", mark);
    }

    /** Whether the statement alone restores the object's row of the schema. */
    static boolean isCarried(SchemaObject object) {
        byte[] sql = object.sql().utf8();
        String text = new String(sql, StandardCharsets.UTF_8);
        return (object.name() + object.table() + text).indexOf('\r') < 0
                && (text.isEmpty() || (BEGINNING.matcher(text).lookingAt() && endsAsStored(object)))
                && Utf8.isValid(sql, 0, sql.length)
                && !LINE_THAT_ENDS_A_STATEMENT.matcher(text).find();
    }

    /**
     * Whether nothing is at the end that SQLite cuts off, as it does with spaces but for those of an index, nor an open
     * comment, which would swallow the next semicolon.
     */
    private static boolean endsAsStored(SchemaObject object) {
        var scanner = new SqlScanner(object.sql().utf8());
        Token last = Token.SPACE;
        String lastText = "";
        for (Token token = scanner.next(); token != Token.END; token = scanner.next()) {
            last = token;
            lastText = scanner.text();
        }
        return switch (last) {
            case WORD, QUOTED -> true;
            case OTHER -> !lastText.equals(";");
            case BLOCK_COMMENT -> lastText.length() > 3 && lastText.endsWith("*/");
            case SPACE -> object.type() == SchemaObject.Type.INDEX;
            case LINE_COMMENT, END -> false;
        };
    }

    /**
     * The statement that makes the object under its stand-in name: its own where that is carried, else one that means the
     * same in one line without comments.
     */
    byte[] statement(SchemaObject object) {
        byte[] sql = object.sql().utf8();
        if (isCarried(object)) {
            return sql;
        }
        var out = new ByteSink(sql.length + 64);
        var scanner = new SqlScanner(sql);
        var place = new LiteralPlace(object.type());
        boolean hasGap = false;
        for (Token token = scanner.next(); token != Token.END; token = scanner.next()) {
            switch (token) {
                case SPACE, LINE_COMMENT, BLOCK_COMMENT -> hasGap = true;
                case QUOTED, WORD, OTHER -> {
                    out.ascii(hasGap ? " " : "");
                    hasGap = false;
                    token(scanner.text(), token == Token.QUOTED && place.isLiteral(scanner), out);
                    place.pass(scanner);
                }
                case END -> throw new IllegalStateException("the end is no token");
            }
        }
        return out.toByteArray();
    }

    private void token(String text, boolean isLiteral, ByteSink out) {
        boolean hasReturn = text.indexOf('\r') >= 0;
        String shown = hasReturn && isLiteral ? "(" + withoutReturns(text) + ")" : name(text);
        out.put(shown.getBytes(StandardCharsets.UTF_8));
    }

    /** A text in quotes as an expression without carriage returns, in any encoding of the database. */
    static String withoutReturns(String quoted) {
        return quoted.replace("\r", "'||char(13)||'");
    }
}
