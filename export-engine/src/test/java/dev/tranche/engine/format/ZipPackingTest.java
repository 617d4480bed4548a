package dev.tranche.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tranche.engine.encode.ByteSink;
import dev.tranche.engine.encode.Crc32Combine;
import dev.tranche.model.job.TableSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of text become a zip file, and any block can be packed again by another worker (C21, P16). */
class ZipPackingTest {
    private static final Instant TIME = Instant.parse("2026-11-22T10:20:30Z");

    @TempDir
    Path folder;

    @Test
    void eachTableIsAFileOfItsBlocks() throws IOException {
        var archive = new Archive();
        archive.table("people", List.of("id\r\n", "1\r\n2\r\n", "3\r\n"));
        archive.table("one block", List.of("x\r\n"));
        archive.table("nothing", List.of(""));
        assertThat(unpacked(archive.end()))
                .containsExactly(
                        Map.entry("people.csv", "id\r\n1\r\n2\r\n3\r\n"),
                        Map.entry("one%20block.csv", "x\r\n"),
                        Map.entry("nothing.csv", ""));
    }

    @Test
    void randomBlocksComeOutAsTheyWentIn() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var archive = new Archive();
        var expected = new LinkedHashMap<String, String>();
        for (int table = 0; table < 40; table++) {
            var blocks = new ArrayList<String>();
            for (int block = random.nextInt(4); block >= 0; block--) {
                blocks.add(Long.toString(random.nextLong(), 36).repeat(random.nextInt(5_000)));
            }
            archive.table("t" + table, blocks);
            expected.put("t" + table + ".csv", String.join("", blocks));
        }
        assertThat(unpacked(archive.end())).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void namesThatNoZipCanSayAreCutAndStayDifferent() throws IOException {
        var archive = new Archive();
        archive.table("é".repeat(40_000) + "a", List.of("1"));
        archive.table("é".repeat(40_000) + "b", List.of("2"));
        assertThat(unpacked(archive.end()).values()).containsExactly("1", "2");
    }

    @Test
    void timesBeforeTheFormatBeganDoNotBreakTheFile() throws IOException {
        var archive = new Archive(Instant.EPOCH);
        archive.table("t", List.of("1"));
        assertThat(unpacked(archive.end())).containsEntry("t.csv", "1");
    }

    @Test
    void textOutsideTheFilesIsRefused() {
        try (var packing = new ZipPacking(TIME)) {
            var text = new ByteSink(1);
            packing.document(text, new ByteSink(1));
            text.put('x');
            assertThatIllegalStateException().isThrownBy(() -> packing.document(text, new ByteSink(1)));
        }
    }

    private Map<String, String> unpacked(byte[] zip) throws IOException {
        Path file = folder.resolve("a.zip");
        Files.write(file, zip);
        var texts = new LinkedHashMap<String, String>();
        try (var archive = new ZipFile(file.toFile())) {
            for (var entry : archive.stream().toList()) {
                texts.put(
                        entry.getName(),
                        new String(archive.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return texts;
    }

    /** Calls the packing as the engine does, each time a new one: it may keep nothing between two blocks. */
    private static final class Archive {
        private final Instant time;
        private final ByteSink out = new ByteSink(16);
        private final List<TableSummary> finished = new ArrayList<>();

        Archive() {
            this(TIME);
        }

        Archive(Instant time) {
            this.time = time;
        }

        void table(String name, List<String> blocks) {
            var before = new TableSummary(finished.size(), name, 0, out.size(), 0, new TableSummary.Content(0, 0));
            for (int i = 0; i < blocks.size(); i++) {
                var text = new ByteSink(1);
                text.put(blocks.get(i).getBytes(UTF_8));
                var after = with(before, text, before.bytes());
                try (var packing = new ZipPacking(time)) {
                    var place = new BlockPlace(i == 0, i == blocks.size() - 1, before, after);
                    long bytes = packing.table(text, place, out);
                    before = with(before, text, before.bytes() + bytes);
                }
            }
            finished.add(before);
        }

        byte[] end() {
            try (var packing = new ZipPacking(time)) {
                packing.end(finished, out.size(), out);
            }
            return out.toByteArray();
        }

        private static TableSummary with(TableSummary before, ByteSink text, long bytes) {
            var crc = new CRC32();
            crc.update(text.array(), 0, text.size());
            long whole = Crc32Combine.combine(before.content().crc32(), crc.getValue(), text.size());
            var content = new TableSummary.Content(before.content().bytes() + text.size(), whole);
            return new TableSummary(
                    before.ordinal(), before.table(), before.rows(), before.firstByte(), bytes, content);
        }
    }
}
