package dev.tranche.engine.verify;

import dev.tranche.engine.verify.Difference.Where;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** One JSON document, read token by token: {@code [{row},…]} or {@code {"table":[{row},…],…}}. */
final class JsonComparison implements Comparison {
    private final ReceivedExport file;

    JsonComparison(ReceivedExport file) {
        this.file = file;
    }

    /** Whether the document has the shape of one table. */
    static boolean isSingle(ReceivedExport file) throws IOException {
        try (var in = file.open()) {
            int first = in.read();
            while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                first = in.read();
            }
            return first == '[';
        }
    }

    @Override
    public void compare(Source source, List<String> tables) throws IOException, SQLException {
        try (var in = file.open();
                JsonParser parser = JsonValues.FACTORY.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() == JsonToken.START_ARRAY && tables.size() == 1) {
                source.compare(tables.get(0), rows -> array(parser, rows));
            } else {
                object(parser, source, tables);
            }
            require(parser.nextToken() == null, "the end of the document", parser);
        }
    }

    private static void object(JsonParser parser, Source source, List<String> tables) throws SQLException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "an object", parser);
        for (String table : tables) {
            source.compare(table, rows -> {
                boolean isMember = parser.nextToken() == JsonToken.PROPERTY_NAME
                        && parser.currentName().equals(table);
                if (!isMember) {
                    throw new Mismatch(rows.where(), "a member of its name", JsonValues.shown(parser));
                }
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    throw new Mismatch(rows.where(), "an array", JsonValues.shown(parser));
                }
                array(parser, rows);
            });
        }
        require(parser.nextToken() == JsonToken.END_OBJECT, "no more tables", parser);
    }

    private static void array(JsonParser parser, SourceRows rows) throws SQLException {
        while (rows.next()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw rows.missing(JsonValues.shown(parser));
            }
            JsonValues.compare(parser, rows);
        }
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw rows.oneMore();
        }
    }

    private static void require(boolean isSo, String expected, JsonParser parser) {
        if (!isSo) {
            throw new Mismatch(Where.ofDocument("the document"), expected, JsonValues.shown(parser));
        }
    }

    @Override
    public String notCompared() {
        return JsonValues.NOT_COMPARED;
    }
}
