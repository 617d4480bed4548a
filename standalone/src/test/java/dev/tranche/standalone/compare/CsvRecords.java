package dev.tranche.standalone.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 4180 records, as section 2 of it defines them, where an empty field that is not quoted stands for NULL. */
final class CsvRecords {
    private final BufferedReader in;

    CsvRecords(BufferedReader in) {
        this.in = in;
    }

    /** @param text null for a field that is empty and not quoted */
    record Field(@Nullable String text) {}

    /** The fields of the next record; none at the end. */
    List<Field> next() throws IOException {
        var fields = new ArrayList<Field>();
        int c = in.read();
        if (c == -1) {
            return fields;
        }
        while (true) {
            var text = new StringBuilder();
            boolean quoted = c == '"';
            if (quoted) {
                c = readQuoted(text);
            } else {
                while (c != ',' && c != '\r') {
                    text.append((char) requireMore(c));
                    c = in.read();
                }
            }
            fields.add(new Field(quoted || !text.isEmpty() ? text.toString() : null));
            if (c == '\r') {
                requireLineFeed();
                return fields;
            }
            c = in.read();
        }
    }

    /** The character behind the closing quote. */
    private int readQuoted(StringBuilder text) throws IOException {
        while (true) {
            int c = requireMore(in.read());
            if (c == '"') {
                c = in.read();
                if (c != '"') {
                    return c;
                }
            }
            text.append((char) c);
        }
    }

    private void requireLineFeed() throws IOException {
        if (in.read() != '\n') {
            throw new IOException("a record must end with CR LF");
        }
    }

    private static int requireMore(int c) throws IOException {
        if (c == -1) {
            throw new IOException("the file ends inside a record");
        }
        return c;
    }
}
