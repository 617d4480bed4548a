package dev.tranche.engine.verify;

import dev.tranche.model.job.CsvDialect;
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
 * RFC 4180 records, as section 2 of it defines them, with the delimiter of a dialect, where its text for NULL stands for that if it
 * is not quoted. Takes nothing that is not in the grammar. One thread; holds a record.
 */
final class CsvRecords {
    private static final int END = -1;

    private static final char BOM = '\uFEFF';

    private final BufferedReader in;
    private final CsvDialect dialect;

    /** @param in UTF-8 */
    CsvRecords(InputStream in, CsvDialect dialect) {
        this.dialect = dialect;
        this.in = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** @param text null for a field that stands for NULL */
    record Field(@Nullable String text) {}

    /** The names in the first record, behind the byte order mark that the dialect may begin with. */
    List<String> header() throws IOException {
        if (dialect.bom() && in.read() != BOM) {
            throw new Malformed("no byte order mark");
        }
        return next().stream()
                .map(field -> field.text() == null ? dialect.nullText() : field.text())
                .toList();
    }

    /** The fields of the next record; none at the end. */
    List<Field> next() throws IOException {
        var fields = new ArrayList<Field>();
        int c = in.read();
        while (c != END) {
            var text = new StringBuilder();
            boolean quoted = c == '"';
            c = quoted ? readQuoted(text) : readPlain(c, text);
            boolean isNull = !quoted && dialect.nullText().contentEquals(text);
            fields.add(new Field(isNull ? null : text.toString()));
            if (c == '\r') {
                requireLineFeed();
                return fields;
            }
            if (c != dialect.delimiter()) {
                throw new Malformed("a field that goes on behind its closing quote");
            }
            c = requireMore(in.read());
        }
        return fields;
    }

    /** The character behind the field. */
    private int readPlain(int first, StringBuilder text) throws IOException {
        int c = first;
        while (c != dialect.delimiter() && c != '\r') {
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
