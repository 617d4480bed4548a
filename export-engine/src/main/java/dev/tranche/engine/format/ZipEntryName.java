package dev.tranche.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.model.job.TableSummary;
import java.util.Locale;

/**
 * The name of a table's file in a zip: percent-encoded (RFC 3986), so that no table name is a path, hides, or means
 * something else under another code page. Two tables never get the same name.
 */
public final class ZipEntryName {
    private static final String ENDING = ".csv";

    /** Names that a zip file cannot say, of 21,000 letters at least, are cut and numbered. */
    private static final int LONGEST = 60_000;

    private ZipEntryName() {}

    static String of(TableSummary table) {
        return of(table.table(), table.ordinal());
    }

    /**
     * The name of a table's file, with its ending.
     *
     * @param ordinal the table's place in the export, from 0
     */
    public static String of(String table, int ordinal) {
        var name = new StringBuilder();
        for (byte b : table.getBytes(UTF_8)) {
            if (isUnreserved(b)) {
                name.append((char) b);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        if (name.length() > LONGEST) {
            name.setLength(LONGEST);
            name.append('~').append(ordinal);
        }
        return name + ENDING;
    }

    /** The unreserved characters of RFC 3986 without the tilde, which marks a name that was cut. */
    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_';
    }
}
