package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Row;
import java.sql.SQLException;
import java.util.Base64;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Compares row objects, for JSON and NDJSON. Stateless. */
final class JsonValues {
    static final String NOT_COMPARED = "the schema, rowids, and whether a text was a BLOB, which JSON does not carry";

    /** One row must fit into memory (C3); nothing shorter than that is too long. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonValues() {}

    /** Compares the object that the parser is about to enter the members of. */
    static void compare(JsonParser parser, SourceRows rows) throws SQLException {
        for (int i = 0; i < rows.names().size(); i++) {
            String name = rows.names().get(i);
            if (parser.nextToken() != JsonToken.PROPERTY_NAME
                    || !parser.currentName().equals(name)) {
                throw rows.mismatch("a member " + Shown.name(name), shown(parser));
            }
            parser.nextToken();
            if (!isSame(parser, rows.row(), i)) {
                throw rows.mismatch(i, shown(parser));
            }
        }
        if (parser.nextToken() != JsonToken.END_OBJECT) {
            throw rows.mismatch("no more members", shown(parser));
        }
    }

    private static boolean isSame(JsonParser parser, Row row, int column) throws SQLException {
        JsonToken token = parser.currentToken();
        return switch (row.type(column)) {
            case Row.INTEGER ->
                token == JsonToken.VALUE_NUMBER_INT && parser.getString().equals(Long.toString(row.integer(column)));
            case Row.REAL ->
                token == JsonToken.VALUE_NUMBER_FLOAT
                        && Texts.sameBits(Double.parseDouble(parser.getString()), row.real(column));
            case Row.TEXT ->
                token == JsonToken.VALUE_STRING && parser.getString().equals(Texts.ofUtf8(row.text(column)));
            case Row.BLOB ->
                token == JsonToken.VALUE_STRING
                        && parser.getString().equals(Base64.getEncoder().encodeToString(row.bytes(column)));
            default -> token == JsonToken.VALUE_NULL;
        };
    }

    /** What the parser stands on. */
    static String shown(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "the end of the document";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_OBJECT -> "the end of the object";
            case END_ARRAY -> "the end of the array";
            case PROPERTY_NAME -> "a member " + Shown.text(parser.currentName());
            case VALUE_STRING -> "the text " + Shown.text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Shown.sentence(parser.getString());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> token.asString();
        };
    }
}
