package dev.tranche.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.Deadline;
import dev.tranche.engine.ExportStream;
import dev.tranche.model.job.FileType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The rules of the formats, one file each in {@code specs} (C11, C12, C21, C56). */
class FormatSpecTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("expectations")
    void aRequestGivesExactlyThisText(FormatSpec.Expectation expectation) throws Exception {
        Path database = database(expectation.database());
        var content = new ByteArrayOutputStream();
        try (var stream = ExportStream.openLive(database, expectation.spec(), Deadline.none())) {
            byte[] buffer = new byte[8192];
            for (int count = stream.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = stream.read(buffer, 0, buffer.length)) {
                content.write(buffer, 0, count);
            }
            assertThat(stream.totals().replacedTexts()).isEqualTo(expectation.replaced());
        }
        FileType type = expectation.spec().fileType();
        byte[] bytes = content.toByteArray();
        String text = type == FileType.CSV_ZIP ? unpacked(bytes) : new String(bytes, UTF_8);
        assertThat(FormatSpec.visible(text)).isEqualTo(expectation.text());
        if (type == FileType.JSON || type == FileType.NDJSON) {
            readAsJson(bytes);
        }
    }

    static List<FormatSpec.Expectation> expectations() throws IOException, URISyntaxException {
        Path specs = Path.of(FormatSpecTest.class.getResource("/specs").toURI());
        var expectations = new ArrayList<FormatSpec.Expectation>();
        try (Stream<Path> files = Files.list(specs)) {
            for (Path file : files.sorted().toList()) {
                expectations.addAll(FormatSpec.read(file).expectations());
            }
        }
        return expectations;
    }

    private Path database(String sql) throws SQLException {
        Path file = folder.resolve("source.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 1;" + sql);
        }
        return file;
    }

    private static String unpacked(byte[] zip) throws IOException {
        var text = new StringBuilder();
        try (var stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                text.append("-- ").append(entry.getName()).append('\n');
                text.append(new String(stream.readAllBytes(), UTF_8));
            }
        }
        return text.toString();
    }

    /** Fails where Jackson would not read the document. */
    private static void readAsJson(byte[] bytes) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), bytes)) {
            while (parser.nextToken() != null) {
                parser.getValueAsString();
            }
        }
    }
}
