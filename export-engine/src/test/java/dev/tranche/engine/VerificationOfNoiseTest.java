package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.verify.ReceivedExport;
import dev.tranche.engine.verify.Verdict;
import dev.tranche.engine.verify.Verification;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.FileType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One byte of an export becomes another: that is found, or another reader reads the same as before (C50). */
class VerificationOfNoiseTest {
    private static final int DATABASES = 4;
    private static final int CHANGES = 25;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(FileType.class)
    void aChangedByteIsFoundOrHarmless(FileType type) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < DATABASES; i++) {
            Path database = folder.resolve(i + ".db");
            List<String> made = new RandomDatabase(seed + i).create(database, type == FileType.CSV ? 1 : 3, 30);
            Path export = folder.resolve("export." + type.extension());
            byte[] content = Exports.ofSnapshot(database, spec(type));
            Files.write(export, content);
            assertThat(verify(database, export, type))
                    .as("seed %d: %s", seed, made)
                    .isInstanceOf(Verdict.Same.class);
            List<String> meaning = meaning(export, type);
            for (int change = 0; change < CHANGES && content.length > 0; change++) {
                byte[] changed = content.clone();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 + random.nextInt(255));
                Files.write(export, changed);
                if (verify(database, export, type) instanceof Verdict.Same) {
                    assertThat(meaning(export, type))
                            .as("seed %d, byte %d of %d in database %d, made by %s", seed, at, changed.length, i, made)
                            .isEqualTo(meaning);
                }
            }
        }
    }

    private static ExportSpec spec(FileType type) {
        return switch (type) {
            case SQL -> ExportSpec.all(ExportFormat.SQL);
            case JSON -> ExportSpec.all(ExportFormat.JSON);
            case NDJSON -> ExportSpec.all(ExportFormat.NDJSON);
            case CSV -> ExportSpec.one(ExportFormat.CSV, "t0");
            case CSV_ZIP -> ExportSpec.all(ExportFormat.CSV);
            case SQLITE -> ExportSpec.all(ExportFormat.SQLITE);
        };
    }

    private static Verdict verify(Path database, Path export, FileType type) {
        return new Verification(database, new ReceivedExport(export, type), Set.of()).run();
    }

    /** What a reader that has nothing to do with the comparison finds. */
    private List<String> meaning(Path export, FileType type) throws Exception {
        return switch (type) {
            case SQL -> restored(export);
            case JSON -> tokens(Files.readAllBytes(export));
            case NDJSON -> lines(export);
            case CSV -> records(Files.readString(export, UTF_8));
            case CSV_ZIP -> entries(export);
            case SQLITE -> DatabaseFacts.of(export);
        };
    }

    private List<String> restored(Path export) throws Exception {
        Path restored = folder.resolve("restored.db");
        Files.deleteIfExists(restored);
        return DatabaseFacts.of(Databases.run(restored, Files.readString(export, UTF_8)));
    }

    private static List<String> lines(Path export) throws IOException {
        var lines = new ArrayList<String>();
        for (String line : Files.readString(export, UTF_8).split("\n", -1)) {
            lines.add(tokens(line.getBytes(UTF_8)).toString());
        }
        return lines;
    }

    private static List<String> tokens(byte[] json) {
        var tokens = new ArrayList<String>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                // 1E5 and 1e5 are the same number.
                boolean isReal = token == JsonToken.VALUE_NUMBER_FLOAT;
                tokens.add(token + " " + (isReal ? Double.toString(parser.getDoubleValue()) : parser.getString()));
            }
        }
        return tokens;
    }

    private static List<String> records(String csv) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setNullString("")
                .setQuoteMode(QuoteMode.ALL_NON_NULL)
                .setIgnoreEmptyLines(false)
                .get();
        try (var records = format.parse(new StringReader(csv))) {
            // 1E5 and 1e5 are the same number.
            return records.stream()
                    .map(r -> r.toList().toString().replaceAll("([0-9])e(-?[0-9])", "$1E$2"))
                    .toList();
        }
    }

    private static List<String> entries(Path export) throws IOException {
        var entries = new ArrayList<String>();
        try (var zip = new ZipFile(export.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                try (var in = zip.getInputStream(entry)) {
                    entries.add(entry.getName() + " " + new String(in.readAllBytes(), UTF_8));
                }
            }
        }
        return entries;
    }
}
