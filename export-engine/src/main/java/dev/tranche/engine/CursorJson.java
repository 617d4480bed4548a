package dev.tranche.engine;

import dev.tranche.engine.sqlite.Key;
import dev.tranche.engine.sqlite.KeyValue;
import dev.tranche.model.job.Damage;
import dev.tranche.model.job.TableSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The JSON form of a cursor: numbers, and the key's values as type tag and hexadecimal bytes (P16). Stateless. */
final class CursorJson {
    private static final int VERSION = 1;

    private CursorJson() {}

    static String write(Cursor cursor) {
        Place place = cursor.place();
        TableSummary table = place.table();
        return JsonLine.write(json -> {
            json.writeNumberProperty("v", VERSION);
            json.writeNumberProperty("section", place.section());
            place.after().ifPresent(key -> {
                json.writeName("after");
                json.writeStartArray();
                key.values().forEach(value -> json.writeString(value.toString()));
                json.writeEndArray();
            });
            json.writeNumberProperty("offset", place.offset());
            json.writeNumberProperty("taken", cursor.taken());
            json.writeNumberProperty("crc32", cursor.crc32());
            json.writeNumberProperty("rows", place.totals().rowsWritten());
            json.writeNumberProperty("tables", place.totals().completedTables());
            json.writeNumberProperty("replaced", place.totals().replacedTexts());
            json.writeNumberProperty("guarded", place.totals().guardedTexts());
            json.writeNumberProperty("ordinal", table.ordinal());
            json.writeStringProperty("table", table.table());
            json.writeNumberProperty("tableRows", table.rows());
            json.writeNumberProperty("tableFirstByte", table.firstByte());
            json.writeNumberProperty("tableBytes", table.bytes());
            json.writeNumberProperty("contentBytes", table.content().bytes());
            json.writeNumberProperty("contentCrc32", table.content().crc32());
            if (!table.damage().isEmpty()) {
                json.writeName("damage");
                json.writeStartArray();
                table.damage().forEach(stretch -> {
                    json.writeString(stretch.after());
                    json.writeString(stretch.upTo());
                    json.writeString(stretch.words());
                });
                json.writeEndArray();
            }
        });
    }

    static Cursor read(String text) {
        return JsonLine.read(text, json -> new Members().read(json).cursor());
    }

    private static final class Members {
        private final Map<String, Long> numbers = new HashMap<>();
        private String table = "";
        private List<KeyValue> after = List.of();
        private final List<Damage> damage = new ArrayList<>();

        private Members read(JsonParser json) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case VALUE_NUMBER_INT -> numbers.put(name, json.getLongValue());
                    case VALUE_STRING -> table = json.getString();
                    case START_ARRAY -> array(name, json);
                    default -> throw new IllegalArgumentException("a cursor has no such member: " + name);
                }
            }
            return this;
        }

        private void array(String name, JsonParser json) {
            var texts = new ArrayList<String>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                texts.add(json.getString());
            }
            switch (name) {
                case "after" -> after = texts.stream().map(KeyValue::parse).toList();
                case "damage" -> damage(texts);
                default -> throw new IllegalArgumentException("a cursor has no such member: " + name);
            }
        }

        private void damage(List<String> texts) {
            for (int i = 0; i + 2 < texts.size(); i += 3) {
                damage.add(new Damage(texts.get(i), texts.get(i + 1), texts.get(i + 2)));
            }
        }

        private Cursor cursor() {
            var totals = new Totals(number("rows"), (int) number("tables"), number("replaced"), number("guarded"));
            var content = new TableSummary.Content(number("contentBytes"), number("contentCrc32"));
            var summary = new TableSummary(
                    (int) number("ordinal"),
                    table,
                    number("tableRows"),
                    number("tableFirstByte"),
                    number("tableBytes"),
                    content,
                    damage);
            Optional<Key> key = after.isEmpty() ? Optional.empty() : Optional.of(new Key(after));
            var place = new Place((int) number("section"), key, summary, totals, number("offset"));
            return new Cursor(place, (int) number("taken"), number("crc32"));
        }

        private long number(String name) {
            Long number = numbers.get(name);
            if (number == null) {
                throw new IllegalArgumentException("a cursor needs the member " + name);
            }
            return number;
        }
    }
}
