package dev.tranche.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** A JSON or NDJSON export of a whole database, read by Jackson token by token. */
public final class JsonExport {
    private JsonExport() {}

    /** Compares {@code {"table":[{…},…],…}} with the source; the number of rows compared. */
    public static long assertJson(Path file, SourceTables source) throws Exception {
        long rows = 0;
        try (JsonParser parser = open(file)) {
            expect(parser, JsonToken.START_OBJECT);
            for (String table : source.names()) {
                expect(parser, JsonToken.PROPERTY_NAME);
                assertThat(parser.currentName()).isEqualTo(table);
                expect(parser, JsonToken.START_ARRAY);
                rows += source.forEachRow(table, row -> {
                    expect(parser, JsonToken.START_OBJECT);
                    assertRow(parser, row, table);
                });
                expect(parser, JsonToken.END_ARRAY);
            }
            expect(parser, JsonToken.END_OBJECT);
            assertThat(parser.nextToken()).isNull();
        }
        return rows;
    }

    /** Compares lines of {@code {"table":…,"row":{…}}} with the source; the number of rows compared. */
    public static long assertNdjson(Path file, SourceTables source) throws Exception {
        long rows = 0;
        try (JsonParser parser = open(file)) {
            for (String table : source.names()) {
                rows += source.forEachRow(table, row -> {
                    expect(parser, JsonToken.START_OBJECT);
                    expect(parser, JsonToken.PROPERTY_NAME);
                    expect(parser, JsonToken.VALUE_STRING);
                    assertThat(parser.getString()).isEqualTo(table);
                    expect(parser, JsonToken.PROPERTY_NAME);
                    expect(parser, JsonToken.START_OBJECT);
                    assertRow(parser, row, table);
                    expect(parser, JsonToken.END_OBJECT);
                });
            }
            assertThat(parser.nextToken()).isNull();
        }
        return rows;
    }

    private static JsonParser open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return JsonMapper.shared().createParser(in);
    }

    private static void assertRow(JsonParser parser, List<Cell> row, String table) {
        for (Cell cell : row) {
            expect(parser, JsonToken.PROPERTY_NAME);
            assertThat(parser.currentName()).isEqualTo(cell.column());
            parser.nextToken();
            cell.assertIs(parser, table);
        }
        expect(parser, JsonToken.END_OBJECT);
    }

    private static void expect(JsonParser parser, JsonToken token) {
        assertThat(parser.nextToken()).isEqualTo(token);
    }
}
