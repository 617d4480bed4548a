package dev.tranche.storage.job;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The options of a job in one column, as a JSON object; the compression has a column of its own. Stateless. */
final class OptionsColumn {
    private static final JsonMapper JSON = new JsonMapper();

    private OptionsColumn() {}

    static String write(Map<String, String> texts) {
        return JSON.writeValueAsString(new TreeMap<>(texts));
    }

    /** What a later version wrote, in whatever form, becomes the text of an unknown option: the row can be read, only not run. */
    static Map<String, String> read(String column) {
        Map<String, String> texts = new HashMap<>();
        JSON.readTree(column).properties().forEach(member -> {
            var value = member.getValue();
            texts.put(member.getKey(), value.isString() ? value.asString() : value.toString());
        });
        return texts;
    }
}
