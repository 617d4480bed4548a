package dev.tranche.storage.job;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Lists of texts in one column, as a JSON array. */
final class Texts {
    private static final JsonMapper JSON = new JsonMapper();

    private Texts() {}

    static String write(List<String> texts) {
        return JSON.writeValueAsString(texts);
    }

    static List<String> read(String column) {
        return List.of(JSON.readValue(column, String[].class));
    }
}
