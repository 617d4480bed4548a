package dev.tranche.standalone.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.FileType;
import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While other connections move money between two tables at full speed, every export of both tiers and all formats has all of it
 * (C6): also a job of hundreds of chunks, each by another read of the snapshot. The writers' longest wait is printed (C2).
 */
@Tag("long")
class WritersMeanwhileIT {
    private static final List<FileType> TYPES = List.of(FileType.SQL, FileType.JSON, FileType.NDJSON, FileType.CSV_ZIP);
    private static final Map<FileType, Pattern> MONEY = Map.of(
            FileType.SQL, Pattern.compile("(?m)^INSERT INTO \"[abc]\" VALUES\\(\\d+,(-?\\d+),"),
            FileType.JSON, Pattern.compile("\"money\":(-?\\d+)"),
            FileType.NDJSON, Pattern.compile("\"money\":(-?\\d+)"),
            FileType.CSV, Pattern.compile("(?m)^\\d+,(-?\\d+),"),
            FileType.CSV_ZIP, Pattern.compile("(?m)^\\d+,(-?\\d+),"));

    /** Of the tiniest parts, each of which is a chunk. */
    private static final long PART_BYTES = 64 << 10;

    @TempDir
    Path folder;

    private ServiceProcess service;

    private Api start() throws IOException {
        service = ServiceProcess.start(
                        RunnableJar.STANDALONE,
                        folder,
                        Map.of(
                                "tranche.databases-folder",
                                Files.createDirectories(folder.resolve("databases"))
                                        .toString(),
                                "tranche.chunk.slice",
                                "0s",
                                "tranche.chunk.part-size",
                                "64KiB"),
                        List.of())
                .awaitUp();
        return new Api(service.root());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void everyExportHasOneInstant_C6(String journal) throws Exception {
        Api api = start();
        try (Bank bank = Bank.open(folder.resolve("databases/bank.db"), journal)) {
            Map<FileType, String> jobs = new LinkedHashMap<>();
            for (FileType type : TYPES) {
                jobs.put(type, api.start("{\"database\":\"bank\",\"format\":\"%s\"}".formatted(format(type))));
            }
            for (int i = 0; i < 5; i++) {
                Path dump = api.download("/export/dump?database=bank", folder.resolve("dump.sql"));
                assertMoney(dump, FileType.SQL, Bank.TABLES);
                assertMoney(api.download("/export/json/c?database=bank", folder.resolve("c.json")), FileType.JSON, 1);
                assertMoney(api.download("/export/csv/c?database=bank", folder.resolve("c.csv")), FileType.CSV, 1);
            }
            for (FileType type : TYPES) {
                Path export = api.awaitDownload(jobs.get(type), folder.resolve("export." + type.extension()));
                assertMoney(export, type, Bank.TABLES);
            }
            long chunks = Files.size(folder.resolve("export.sql")) / PART_BYTES;
            assertThat(chunks).isGreaterThan(100);
            Bank.Longest longest = bank.stop();
            System.out.printf(
                    "%s: %d transfers; the longest took %d ms, while 4 jobs (SQL in %d chunks) and 5 dumps were made%n",
                    journal, longest.transfers(), longest.time().toMillis(), chunks);
            if (journal.equals("WAL")) {
                assertThat(longest.time()).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static String format(FileType type) {
        return type == FileType.CSV_ZIP ? "csv" : type.extension();
    }

    private static void assertMoney(Path export, FileType type, int tables) throws IOException {
        Matcher amounts = MONEY.get(type).matcher(text(export, type));
        long sum = 0;
        int count = 0;
        while (amounts.find()) {
            sum += Long.parseLong(amounts.group(1));
            count++;
        }
        assertThat(count).as(type + " accounts").isEqualTo(tables * Bank.ACCOUNTS);
        assertThat(sum).as(type + " money").isEqualTo(tables * Bank.MONEY_OF_A_TABLE);
    }

    private static String text(Path export, FileType type) throws IOException {
        if (type != FileType.CSV_ZIP) {
            return Files.readString(export, ISO_8859_1);
        }
        var text = new StringBuilder();
        try (InputStream file = Files.newInputStream(export);
                var zip = new ZipInputStream(file)) {
            while (zip.getNextEntry() != null) {
                text.append(new String(zip.readAllBytes(), ISO_8859_1));
            }
        }
        return text.toString();
    }
}
