package dev.tranche.engine;

import dev.tranche.engine.PlannedTable.Part;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The JSON form of a plan. Members that a later version adds are skipped by this one; options are not. Stateless. */
final class PlanJson {
    private static final int VERSION = 1;

    private PlanJson() {}

    static String write(ExportPlan plan) {
        return JsonLine.write(json -> {
            json.writeNumberProperty("v", VERSION);
            json.writeStringProperty("format", plan.spec().format().wireName());
            json.writeStringProperty("compression", plan.spec().compression().wireName());
            options(json, plan.spec().options());
            strings(json, "named", plan.spec().tables());
            json.writeStringProperty("reader", plan.settings().reader());
            json.writeNumberProperty("blockBytes", plan.settings().blockBytes());
            json.writeStringProperty("snapshotAt", plan.settings().snapshotAt().toString());
            json.writeNumberProperty("upperBoundBytes", plan.upperBoundBytes());
            strings(json, "warnings", plan.warnings());
            strings(
                    json,
                    "tables",
                    plan.tables().stream().map(PlannedTable::name).toList());
            strings(
                    json,
                    "parts",
                    plan.tables().stream().map(t -> t.part().wireName()).toList());
        });
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void options(JsonGenerator json, ExportOptions options) {
        json.writeName("options");
        json.writeStartObject();
        options.toTexts().forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    static ExportPlan read(String text) {
        return JsonLine.read(text, json -> new Members().read(json).plan());
    }

    private static final class Members {
        private String format = "";
        private String compression = Compression.NONE.wireName();
        private String reader = "";
        private String snapshotAt = "";
        private int blockBytes;
        private long upperBoundBytes;
        private Map<String, String> options = Map.of();
        private List<String> named = List.of();
        private List<String> warnings = List.of();
        private List<String> tables = List.of();
        private List<String> parts = List.of();

        private Members read(JsonParser json) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                member(name, json);
            }
            return this;
        }

        private void member(String name, JsonParser json) {
            switch (name) {
                case "format" -> format = json.getString();
                case "compression" -> compression = json.getString();
                case "options" -> options = texts(json);
                case "named" -> named = strings(json);
                case "reader" -> reader = json.getString();
                case "blockBytes" -> blockBytes = json.getIntValue();
                case "snapshotAt" -> snapshotAt = json.getString();
                case "upperBoundBytes" -> upperBoundBytes = json.getLongValue();
                case "warnings" -> warnings = strings(json);
                case "tables" -> tables = strings(json);
                case "parts" -> parts = strings(json);
                default -> json.skipChildren();
            }
        }

        private static List<String> strings(JsonParser json) {
            var values = new ArrayList<String>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(json.getString());
            }
            return values;
        }

        private static Map<String, String> texts(JsonParser json) {
            var texts = new HashMap<String, String>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                texts.put(name, json.getString());
            }
            return texts;
        }

        /** @throws IllegalArgumentException if a later version wrote the plan, whose options this one would leave out */
        private ExportOptions options() {
            return ExportOptions.of(options)
                    .with(Compression.find(compression).orElseThrow(IllegalArgumentException::new));
        }

        private ExportPlan plan() {
            var planned = new ArrayList<PlannedTable>();
            for (int i = 0; i < tables.size(); i++) {
                planned.add(new PlannedTable(tables.get(i), Part.of(parts.get(i))));
            }
            var spec = new ExportSpec(
                    ExportFormat.find(format).orElseThrow(IllegalArgumentException::new), named, options());
            var settings = new ExportPlan.Settings(reader, blockBytes, Instant.parse(snapshotAt));
            return new ExportPlan(spec, planned, settings, upperBoundBytes, warnings);
        }
    }
}
