package dev.tranche.engine.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.engine.sqlite.Row;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/** Values as a message shows them: never more than a line. Stateless. */
final class Shown {
    private static final int MOST_CHARACTERS = 60;
    private static final int MOST_BYTES = 30;

    private Shown() {}

    /** A value of the database with its storage class. */
    static String value(Row row, int column) throws SQLException {
        return switch (row.type(column)) {
            case Row.INTEGER -> "INTEGER " + row.integer(column);
            case Row.REAL -> "REAL " + row.real(column);
            case Row.TEXT -> "TEXT " + utf8(row.text(column));
            case Row.BLOB -> "BLOB " + bytes(row.bytes(column));
            default -> "NULL";
        };
    }

    /** A name in quotes. */
    static String name(String name) {
        return "'" + clean(name) + "'";
    }

    /** A text in quotes, with its length where it is cut. */
    static String text(String text) {
        return text.length() <= MOST_CHARACTERS ? name(text) : name(text) + " (" + text.length() + " characters)";
    }

    /** What a reader said, on one line and without the document that it may cite. */
    static String sentence(String message) {
        return clean(message, 3 * MOST_CHARACTERS);
    }

    private static String utf8(byte[] text) {
        // A character has four bytes at most, so the rest would be cut anyway.
        int length = Math.min(text.length, 4 * MOST_CHARACTERS + 4);
        String start = name(new String(text, 0, length, UTF_8));
        return text.length <= MOST_CHARACTERS ? start : start + " (" + text.length + " bytes)";
    }

    private static String bytes(byte[] blob) {
        boolean isShort = blob.length <= MOST_BYTES;
        String hex = HexFormat.of().formatHex(isShort ? blob : Arrays.copyOf(blob, MOST_BYTES));
        return isShort ? "X'" + hex + "'" : "X'" + hex + "…' (" + blob.length + " bytes)";
    }

    private static String clean(String text) {
        return clean(text, MOST_CHARACTERS);
    }

    private static String clean(String text, int most) {
        String start = text.length() <= most ? text : text.substring(0, most) + "…";
        return start.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
