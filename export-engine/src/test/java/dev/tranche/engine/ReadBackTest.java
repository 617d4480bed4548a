package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.Utf8;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;

/** What the formats' own readers find is what a plain query of each table gives: every row once, every value (C11, C12, C21). */
class ReadBackTest {
    private static final int DATABASES = 40;

    @TempDir
    Path folder;

    @Test
    void jsonReadByJacksonHoldsEveryRow() throws Exception {
        forEachDatabase((file, tables, context) ->
                assertThat(json(export(file, ExportFormat.JSON))).as(context).isEqualTo(tables));
    }

    @Test
    void ndjsonReadByJacksonHoldsEveryRow() throws Exception {
        forEachDatabase((file, tables, context) -> {
            tables.values().removeIf(List::isEmpty);
            assertThat(ndjson(export(file, ExportFormat.NDJSON))).as(context).isEqualTo(tables);
        });
    }

    @Test
    void csvReadByCommonsCsvHoldsEveryRow() throws Exception {
        forEachDatabase((file, tables, context) -> {
            tables.values().forEach(rows -> rows.replaceAll(ReadBackTest::asCsv));
            assertThat(csv(export(file, ExportFormat.CSV), CsvDialect.RFC_4180))
                    .as(context)
                    .isEqualTo(tables);
        });
    }

    /** C24. The texts for NULL are such as random values have. */
    @Test
    void csvInAnyDialectReadByCommonsCsvHoldsEveryRow() throws Exception {
        forEachDatabase((file, tables, context) -> {
            var csv = dialect(new Random(context.hashCode()));
            tables.values().forEach(rows -> rows.replaceAll(ReadBackTest::asCsv));
            var spec = ExportSpec.all(ExportFormat.CSV).with(ExportOptions.DEFAULT.with(csv));
            assertThat(csv(export(file, spec), csv)).as("%s, %s", csv, context).isEqualTo(tables);
        });
    }

    /** Python's reader has no NULL: it gives the text that stands for it. */
    @Test
    void csvInAnotherDialectReadByPythonHoldsEveryValue() throws Exception {
        Path file = Databases.run(folder.resolve("python.db"), """
                CREATE TABLE t(a, "b;c");
                INSERT INTO t VALUES('x;y', NULL), ('NULL', '=1'), ('"', char(13, 10)), (7, -1.5), ('', X'00');
                """);
        var csv = CsvDialect.RFC_4180
                .withDelimiter(';')
                .withNullText("NULL")
                .withBom()
                .withFormulaGuard();
        Path text = Files.write(
                folder.resolve("t.csv"),
                export(file, ExportSpec.one(ExportFormat.CSV, "t").with(ExportOptions.DEFAULT.with(csv))));
        String program =
                "import csv,sys; print([*csv.reader(open(sys.argv[1],newline='',encoding='utf-8-sig'),delimiter=';',strict=True)])";
        assertThat(python(program, text))
                .isEqualTo(
                        "[['a', 'b;c'], ['x;y', 'NULL'], ['NULL', \"'=1\"], ['\"', \"'\\r\\n\"], ['7', '-1.5'], ['', 'AA==']]");
    }

    private static String python(String program, Path argument) throws IOException {
        var command = new ProcessBuilder("python3", "-c", program, argument.toString());
        try (var output = started(command).getInputStream()) {
            return new String(output.readAllBytes(), UTF_8).strip();
        }
    }

    private static Process started(ProcessBuilder command) {
        try {
            return command.redirectErrorStream(true).start();
        } catch (IOException e) {
            return abort("python3 is not installed");
        }
    }

    private static CsvDialect dialect(Random random) {
        char delimiter = CsvDialect.DELIMITERS.charAt(random.nextInt(CsvDialect.DELIMITERS.length()));
        String nullText = List.of("", "a", "A", "12", "é", "\\", "NULL").get(random.nextInt(7));
        var dialect = CsvDialect.RFC_4180.withDelimiter(delimiter).withNullText(nullText);
        return random.nextBoolean() ? dialect.withBom() : dialect;
    }

    private interface Check {
        void accept(Path file, Map<String, List<List<@Nullable Object>>> tables, String context) throws Exception;
    }

    private void forEachDatabase(Check check) throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < DATABASES; i++) {
            Path file = folder.resolve(i + ".db");
            List<String> made = new RandomDatabase(seed + i).inUtf8().create(file, 4, 60);
            check.accept(file, query(file), "seed %d: %s".formatted(seed + i, made));
        }
    }

    private static byte[] export(Path file, ExportFormat format) {
        return export(file, ExportSpec.all(format));
    }

    private static byte[] export(Path file, ExportSpec spec) {
        var content = new ByteArrayOutputStream();
        try (var stream = ExportStream.openLive(file, spec, Deadline.none())) {
            byte[] buffer = new byte[1 << 16];
            for (int count = stream.read(buffer, 0, buffer.length); count >= 0; ) {
                content.write(buffer, 0, count);
                count = stream.read(buffer, 0, buffer.length);
            }
        }
        return content.toByteArray();
    }

    /** The tables in the order of the schema, the rows as SQLite's own query gives them. */
    private static Map<String, List<List<@Nullable Object>>> query(Path file) throws SQLException {
        var tables = new LinkedHashMap<String, List<List<@Nullable Object>>>();
        for (String table : Catalogue.read(file).tables(ExportFormat.JSON)) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("SELECT * FROM " + table + order(connection, table))) {
                var rows = new ArrayList<List<@Nullable Object>>();
                while (result.next()) {
                    rows.add(row(result));
                }
                tables.put(table, rows);
            }
        }
        return tables;
    }

    /** The order of the b-tree: by rowid if any name for it is left, otherwise that of a scan. */
    private static String order(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var list = statement.executeQuery(
                        "SELECT wr OR type = 'virtual' OR EXISTS (SELECT 1 FROM pragma_table_info('" + table
                                + "') WHERE name = '_rowid_') FROM pragma_table_list('" + table + "')")) {
            list.next();
            return list.getBoolean(1) ? " NOT INDEXED" : " ORDER BY _rowid_";
        }
    }

    private static List<@Nullable Object> row(ResultSet result) throws SQLException {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            Object value = result.getObject(i);
            if (value instanceof Integer integer) {
                values.add(integer.longValue());
            } else if (value instanceof String) {
                values.add(text(result.getBytes(i)));
            } else if (value instanceof byte[] blob) {
                values.add(Base64.getEncoder().encodeToString(blob));
            } else {
                values.add(value);
            }
        }
        return values;
    }

    private static String text(byte[] stored) {
        byte[] bytes = stored == null ? new byte[0] : stored;
        var repaired = new ByteSink(bytes.length);
        Utf8.repair(repaired, bytes, 0, bytes.length);
        return new String(repaired.toByteArray(), UTF_8);
    }

    private static List<@Nullable Object> asCsv(List<@Nullable Object> row) {
        var fields = new ArrayList<@Nullable Object>();
        for (Object value : row) {
            if (value instanceof Double real) {
                String name = NumberOutput.toString(real, true);
                fields.add(name.replace("Infinity", "Inf"));
            } else {
                fields.add(value == null ? null : value.toString());
            }
        }
        return fields;
    }

    private static Map<String, List<List<@Nullable Object>>> json(byte[] document) {
        var tables = new LinkedHashMap<String, List<List<@Nullable Object>>>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), document)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            for (String table = parser.nextName(); table != null; table = parser.nextName()) {
                assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
                var rows = new ArrayList<List<@Nullable Object>>();
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    rows.add(values(parser));
                }
                tables.put(table, rows);
            }
            assertThat(parser.nextToken()).isNull();
        }
        return tables;
    }

    private static Map<String, List<List<@Nullable Object>>> ndjson(byte[] lines) {
        var tables = new LinkedHashMap<String, List<List<@Nullable Object>>>();
        for (String line : new String(lines, UTF_8).lines().toList()) {
            try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
                parser.nextToken();
                assertThat(parser.nextName()).isEqualTo("table");
                String table = parser.nextStringValue();
                assertThat(parser.nextName()).isEqualTo("row");
                parser.nextToken();
                tables.computeIfAbsent(table, name -> new ArrayList<>()).add(values(parser));
            }
        }
        return tables;
    }

    private static List<@Nullable Object> values(JsonParser parser) {
        var values = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            values.add(
                    switch (parser.nextToken()) {
                        case VALUE_NUMBER_INT -> parser.getLongValue();
                        case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                        case VALUE_STRING -> parser.getString();
                        default -> null;
                    });
        }
        return values;
    }

    private static Map<String, List<List<@Nullable Object>>> csv(byte[] zip, CsvDialect csv) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(csv.delimiter())
                .setNullString(csv.nullText())
                .setQuoteMode(QuoteMode.ALL_NON_NULL)
                .setIgnoreEmptyLines(false)
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        var tables = new LinkedHashMap<String, List<List<@Nullable Object>>>();
        try (var stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                var rows = new ArrayList<List<@Nullable Object>>();
                byte[] text = withoutBom(stream.readAllBytes(), csv);
                try (var records = format.parse(new InputStreamReader(new ByteArrayInputStream(text), UTF_8))) {
                    records.forEach(row -> rows.add(new ArrayList<>(row.toList())));
                }
                tables.put(entry.getName().replace(".csv", ""), rows);
            }
        }
        return tables;
    }

    private static byte[] withoutBom(byte[] text, CsvDialect csv) {
        if (!csv.bom()) {
            return text;
        }
        assertThat(text).startsWith(0xef, 0xbb, 0xbf);
        return Arrays.copyOfRange(text, 3, text.length);
    }
}
