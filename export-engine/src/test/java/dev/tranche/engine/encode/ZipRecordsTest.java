package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zip files that every reader opens, also where the 32- and 16-bit fields end (C12, C21). */
class ZipRecordsTest {
    private static final long FOUR_GIB = 1L << 32;
    private static final int MEBIBYTE = 1 << 20;

    private final byte[] buffer = new byte[MEBIBYTE];

    @TempDir
    Path folder;

    private Path zip;

    @BeforeEach
    void name() {
        zip = folder.resolve("sample.zip");
    }

    @Test
    void smallEntriesOpenInEveryReader() throws Exception {
        try (var sample = new ZipSample(zip, 0)) {
            sample.entry("a.csv", "id\r\n1\r\n".getBytes(UTF_8), 3);
            sample.entry("%C3%A9.csv", "x".repeat(100_000).getBytes(UTF_8), 1);
            sample.entry("empty.csv", new byte[0], 0);
        }
        assertEveryReaderSees(Map.of("a.csv", 21L, "%C3%A9.csv", 100_000L, "empty.csv", 0L));
        try (var entries = new java.util.zip.ZipFile(zip.toFile())) {
            assertThat(entries.getEntry("a.csv").getTimeLocal()).isEqualTo(LocalDateTime.parse("2026-11-22T10:20:30"));
        }
    }

    @Test
    void aZipWithoutEntriesIsValid() throws Exception {
        new ZipSample(zip, 0).close();
        assertThat(Files.size(zip)).isEqualTo(22);
        assertThat(byDirectory()).isEmpty();
        assertThat(run("python3", "-c", "import sys,zipfile; print(zipfile.ZipFile(sys.argv[1]).namelist())"))
                .isIn("", "[]\n");
    }

    @Test
    void moreEntriesThanSixteenBitsCountOpenInEveryReader() throws Exception {
        var sizes = new LinkedHashMap<String, Long>();
        try (var sample = new ZipSample(zip, 0)) {
            for (int i = 0; i < 65_600; i++) {
                sample.entry(i + ".csv", new byte[] {'x'}, 1);
                sizes.put(i + ".csv", 1L);
            }
        }
        assertEveryReaderSees(sizes);
    }

    /** The entries lie behind a hole that takes no room on disk, so that offsets need 64 bits. */
    @Test
    void entriesBehindFourGibibytesOpenInReadersOfTheDirectory() throws Exception {
        try (var sample = new ZipSample(zip, FOUR_GIB - 50)) {
            sample.entry("below.csv", new byte[] {'a'}, 1);
            sample.entry("above.csv", new byte[] {'b'}, 2);
        }
        var sizes = Map.of("below.csv", 1L, "above.csv", 2L);
        assertThat(byDirectory()).isEqualTo(sizes);
        assertThat(run("unzip", "-tq")).isIn("", "No errors detected in compressed data of " + zip + ".\n");
        assertPythonFindsNoFault();
    }

    @Test
    @Tag("long")
    void anEntryBeyondFourGibibytesOpensInEveryReader() throws Exception {
        byte[] block = new byte[64 * MEBIBYTE];
        try (var sample = new ZipSample(zip, 0)) {
            sample.entry("before.csv", new byte[] {'a'}, 1);
            sample.entry("large.csv", block, 65);
            sample.entry("exact.csv", new byte[] {'b'}, 1);
        }
        assertEveryReaderSees(Map.of("before.csv", 1L, "large.csv", 65L * block.length, "exact.csv", 1L));
    }

    /** At exactly 2^32 - 1 the directory already needs 64 bits and the data descriptor does not yet. */
    @Test
    @Tag("long")
    void anEntryOneByteBelowFourGibibytesOpensInEveryReader() throws Exception {
        byte[] block = new byte[(int) ((FOUR_GIB - 1) / 255)];
        try (var sample = new ZipSample(zip, 0)) {
            sample.entry("exact.csv", block, 255);
            sample.entry("after.csv", new byte[] {'b'}, 1);
        }
        assertEveryReaderSees(Map.of("exact.csv", FOUR_GIB - 1, "after.csv", 1L));
    }

    @Test
    void anEntryThatTheFormatCannotSayIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ZipEntryRow("é", 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ZipEntryRow("a".repeat(65_536), 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ZipEntryRow("a", -1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ZipEntryRow("a", 0, -1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ZipEntryRow("a", 0, 0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ZipEntryRow("a", 0, 0, 0, -1));
    }

    private void assertEveryReaderSees(Map<String, Long> sizes) throws Exception {
        assertThat(byDirectory()).isEqualTo(sizes);
        assertThat(byStream()).isEqualTo(sizes);
        assertThat(byCommonsStream()).isEqualTo(sizes);
        assertThat(run("unzip", "-tq")).isIn("", "No errors detected in compressed data of " + zip + ".\n");
        assertPythonFindsNoFault();
    }

    private void assertPythonFindsNoFault() throws Exception {
        assertThat(run("python3", "-c", "import sys,zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())"))
                .isIn("", "None\n");
    }

    private Map<String, Long> byDirectory() throws IOException {
        var sizes = new LinkedHashMap<String, Long>();
        try (var entries = ZipFile.builder().setPath(zip).get()) {
            for (var found = entries.getEntries(); found.hasMoreElements(); ) {
                var entry = found.nextElement();
                try (var content = entries.getInputStream(entry)) {
                    assertThat(count(content)).isEqualTo(entry.getSize());
                }
                sizes.put(entry.getName(), entry.getSize());
            }
        }
        return sizes;
    }

    private Map<String, Long> byStream() throws IOException {
        var sizes = new LinkedHashMap<String, Long>();
        try (var stream = new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
            for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                sizes.put(entry.getName(), count(stream));
            }
        }
        return sizes;
    }

    private Map<String, Long> byCommonsStream() throws IOException {
        var sizes = new LinkedHashMap<String, Long>();
        try (var stream = new ZipArchiveInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
            for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                sizes.put(entry.getName(), count(stream));
            }
        }
        return sizes;
    }

    private long count(InputStream content) throws IOException {
        long count = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            count += read;
        }
        return count;
    }

    /** What the program says of the file; nothing where the program is not installed. */
    private String run(String... command) throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
        if (!installed) {
            return "";
        }
        Path output = folder.resolve("output");
        var line = new ArrayList<>(List.of(command));
        line.add(zip.toString());
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output);
    }
}
