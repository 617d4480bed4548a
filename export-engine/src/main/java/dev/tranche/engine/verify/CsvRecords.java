package dev.tranche.engine.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 records, as section 2 of it defines them, where an empty field that is not quoted stands for NULL. Takes nothing
 * that is not in the grammar. One thread; holds a record.
 */
final class CsvRecords {
    private static final int END = -1;

    private final BufferedReader in;

    /** @param in UTF-8 */
    CsvRecords(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** @param text null for a field that is empty and not quoted */
    record Field(@Nullable String text) {}

    /** The fields of the next record; none at the end. */
    List<Field> next() throws IOException {
        var fields = new ArrayList<Field>();
        int c = in.read();
        while (c != END) {
            var text = new StringBuilder();
            boolean quoted = c == '"';
            c = quoted ? readQuoted(text) : readPlain(c, text);
            fields.add(new Field(quoted || !text.isEmpty() ? text.toString() : null));
            if (c == '\r') {
                requireLineFeed();
                return fields;
            }
            if (c != ',') {
                throw new Malformed("a field that goes on behind its closing quote");
            }
            c = requireMore(in.read());
        }
        return fields;
    }

    /** The character behind the field. */
    private int readPlain(int first, StringBuilder text) throws IOException {
        int c = first;
        while (c != ',' && c != '\r') {
            if (c == '"' || c == '\n') {
                throw new Malformed("a quote or line end in a field without quotes");
            }
            text.append((char) requireMore(c));
            c = in.read();
        }
        return c;
    }

    /** The character behind the closing quote. */
    private int readQuoted(StringBuilder text) throws IOException {
        while (true) {
            int c = requireMore(in.read());
            if (c == '"') {
                c = requireMore(in.read());
                if (c != '"') {
                    return c;
                }
            }
            text.append((char) c);
        }
    }

    private void requireLineFeed() throws IOException {
        if (in.read() != '\n') {
            throw new Malformed("a record that does not end with CR LF");
        }
    }

    private static int requireMore(int c) throws IOException {
        if (c == END) {
            throw new Malformed("its end inside a record");
        }
        return c;
    }
}
