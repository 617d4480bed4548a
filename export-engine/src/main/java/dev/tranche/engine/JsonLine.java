package dev.tranche.engine;

import java.io.StringWriter;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes and reads the small JSON objects in which plans and cursors are kept. Stateless. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLine() {}

    static String write(Consumer<JsonGenerator> members) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Reads one object.
     *
     * @param reader is given the parser on the object's start, and leaves it on its end
     * @throws IllegalArgumentException if the text is not such an object
     */
    static <T> T read(String text, Function<JsonParser, T> reader) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object: " + text);
            }
            return reader.apply(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the JSON expected: " + text, e);
        }
    }
}
