package dev.tranche.engine.verify;

import dev.tranche.engine.verify.Difference.Where;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** A line {@code {"table":"…","row":{…}}} for each row. Tables without rows do not show. */
final class NdjsonComparison implements Comparison {
    private final ReceivedExport file;

    NdjsonComparison(ReceivedExport file) {
        this.file = file;
    }

    @Override
    public void compare(Source source, List<String> tables) throws IOException, SQLException {
        try (InputStream in = file.open()) {
            var lines = new Lines(in);
            for (String table : tables) {
                source.compare(table, rows -> {
                    while (rows.next()) {
                        row(lines, rows);
                    }
                });
            }
            if (lines.next()) {
                throw new Mismatch(Where.ofDocument("the document"), "no line after the last row", "one more line");
            }
        }
    }

    private static void row(Lines lines, SourceRows rows) throws IOException, SQLException {
        if (!lines.next()) {
            throw rows.missing("the end of the document");
        }
        try (JsonParser parser =
                JsonValues.FACTORY.createParser(ObjectReadContext.empty(), lines.array(), 0, lines.length())) {
            boolean isLine = parser.nextToken() == JsonToken.START_OBJECT
                    && isMember(parser, "table")
                    && parser.nextToken() == JsonToken.VALUE_STRING;
            if (!isLine) {
                throw rows.mismatch("a line with its table", JsonValues.shown(parser));
            }
            if (!parser.getString().equals(rows.table())) {
                throw rows.missing("a row of table " + Shown.name(parser.getString()));
            }
            if (!isMember(parser, "row") || parser.nextToken() != JsonToken.START_OBJECT) {
                throw rows.mismatch("a line with a row", JsonValues.shown(parser));
            }
            JsonValues.compare(parser, rows);
            if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw rows.mismatch("the end of the line", JsonValues.shown(parser));
            }
        }
    }

    private static boolean isMember(JsonParser parser, String name) {
        return parser.nextToken() == JsonToken.PROPERTY_NAME
                && parser.currentName().equals(name);
    }

    @Override
    public String notCompared() {
        return "tables without rows, " + JsonValues.NOT_COMPARED;
    }
}
