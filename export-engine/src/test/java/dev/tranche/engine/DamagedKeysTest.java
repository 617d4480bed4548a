package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.Damage;
import dev.tranche.model.job.ExportFormat;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a damaged table WITHOUT ROWID only the rows of the damaged pages are missing, and listed by their keys (C24, C43). */
class DamagedKeysTest {
    private static final int PAGE = DamagedDatabase.PAGE;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = DamagedDatabase.create(folder.resolve("a.db"));
    }

    @Test
    void onlyTheRowsOfDamagedLeavesAreMissingAndListed() throws Exception {
        List<Integer> leaves = DamagedDatabase.pages(file, "k", "leaf");
        SkippedExport result = exportWithout(
                "k",
                List.of(leaves.get(0), leaves.get(10), leaves.get(12), leaves.get(14), leaves.get(leaves.size() - 1)));

        List<Damage> damage = result.table("k").damage();
        assertThat(damage).hasSize(5).allMatch(d -> d.words().equals("database disk image is malformed"));
        assertThat(damage.get(0).after()).isEmpty();
        assertThat(damage.get(1).after()).matches("key \\[t(3\\d){6}]");
        assertThat(damage.get(1).upTo()).matches("before key \\[t(3\\d){6}]");
        assertThat(damage.get(4).upTo()).isEmpty();
        assertThat(result.table("t").damage()).isEmpty();
    }

    /** It is in the page above both, but SQLite looks for it below. */
    @Test
    void theRowBetweenTwoDamagedPagesIsMissingToo() throws Exception {
        List<Integer> leaves = DamagedDatabase.pages(file, "k", "leaf");
        List<Integer> damaged = List.of(leaves.get(12), leaves.get(13));
        long lost = DamagedDatabase.rows(file, "k", damaged) + 1;
        for (int page : damaged) {
            DamagedDatabase.overwrite(file, page);
        }

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

        assertThat(result.table("k").rows()).isEqualTo(DamagedDatabase.ROWS - lost);
        assertThat(result.table("k").damage()).hasSize(1);
    }

    @Test
    void ofADamagedInteriorPageTheRowsBelowItAreMissing() throws Exception {
        List<Integer> interior = DamagedDatabase.pages(file, "k", "internal");

        SkippedExport result = exportWithout("k", List.of(interior.get(interior.size() / 2)));

        assertThat(result.table("k").damage()).hasSize(1);
        assertThat(result.table("k").rows()).isGreaterThan(1000);
    }

    @Test
    void ofADamagedRootNoRowIsThere() throws Exception {
        DamagedDatabase.overwrite(
                file, DamagedDatabase.pages(file, "k", "internal").get(0));

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

        assertThat(result.lines("k")).isEmpty();
        assertThat(result.table("k").damage()).containsExactly(new Damage("", "", "database disk image is malformed"));
    }

    /** A row before it and one behind it can be read, and that of the interior page above the last of these. */
    @Test
    void rowsBehindADamagedCellOfAPageAreRead() throws Exception {
        List<String> sound = SkippedExport.of(file, ExportFormat.NDJSON).lines("k");
        int leaf = DamagedDatabase.pages(file, "k", "leaf").get(7);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((leaf - 1L) * PAGE + 8 + 2 * 5);
            bytes.writeShort(PAGE - 1);
        }

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

        assertThat(result.table("k").damage()).hasSize(1);
        assertThat(sound).containsSubsequence(result.lines("k"));
        assertThat(result.lines("k")).hasSizeBetween(sound.size() - 10, sound.size() - 1);
    }

    /** SQLite reads whole rows where it compares their keys, so that it finds none of those that it would compare with this one. */
    @Test
    void ofDamagedContentTheRowAndThoseFoundByItAreMissing() throws Exception {
        Databases.run(file, """
                CREATE TABLE w(a, b, c, PRIMARY KEY(b, a)) WITHOUT ROWID;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
                INSERT INTO w SELECT i, i / 7, hex(zeroblob(1500)) FROM n;
                """);
        List<Integer> overflow = DamagedDatabase.pages(file, "w", "overflow");
        int first = overflow.get(overflow.size() / 300 * 100);
        List<String> sound = SkippedExport.of(file, ExportFormat.NDJSON).lines("w");
        DamagedDatabase.overwrite(file, first);

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

        assertThat(sound).containsSubsequence(result.lines("w"));
        assertThat(result.lines("w")).hasSizeBetween(200, 299);
        assertThat(result.table("w").damage())
                .singleElement()
                .satisfies(d -> assertThat(d.upTo()).startsWith("before key [i"));
    }

    /** The lengths that a damaged row of an interior page gives for its key are more together than any number holds. */
    @Test
    void aKeyThatWouldBeLongerThanItsRowIsNone() throws Exception {
        Databases.run(file, """
                CREATE TABLE w(a, b, c, PRIMARY KEY(a, b, c)) WITHOUT ROWID;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                INSERT INTO w SELECT printf('%040d', i), i, i FROM n;
                """);
        List<String> sound = SkippedExport.of(file, ExportFormat.NDJSON).lines("w");
        int root = DamagedDatabase.pages(file, "w", "internal").get(0);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long page = (root - 1L) * PAGE;
            bytes.seek(page + 12 + 2);
            long cell = page + bytes.readUnsignedShort();
            bytes.seek(cell + 4 + 1);
            bytes.write(HexFormat.of().parseHex("145d" + "bfffffffffffffffff".repeat(2)));
        }

        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);

        assertThat(result.table("w").damage()).isNotEmpty();
        assertThat(sound).containsSubsequence(result.lines("w"));
    }

    /** In every order that a key can have, with keys of every type, and those that are longer than a page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a TEXT PRIMARY KEY",
                "a PRIMARY KEY DESC",
                "a, b, PRIMARY KEY(b DESC, a)",
                "a TEXT COLLATE NOCASE, b, PRIMARY KEY(a, b)",
                "b REAL, a, PRIMARY KEY(b, a COLLATE RTRIM DESC)",
                "a PRIMARY KEY, b UNIQUE",
            })
    void rowsAreFoundAgainByAnyKey(String columns) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (String encoding : List.of("UTF-8", "UTF-16le", "UTF-16be")) {
            file = Databases.run(
                    folder.resolve(encoding + ".db"),
                    "PRAGMA page_size = " + PAGE + "; PRAGMA encoding = '" + encoding + "'; CREATE TABLE k(" + columns
                            + ") WITHOUT ROWID;");
            fill(columns.contains("b"), random);
            List<Integer> leaves = DamagedDatabase.pages(file, "k", "leaf");
            var damaged = new ArrayList<Integer>();
            for (int leaf = random.nextInt(5); leaf < leaves.size(); leaf += 2 + random.nextInt(40)) {
                damaged.add(leaves.get(leaf));
            }
            SkippedExport result = exportWithout("k", damaged);

            assertThat(result.table("k").damage()).as("seed %d", seed).hasSize(damaged.size());
            assertThat(inSmallPieces(random)).as("seed %d", seed).isEqualTo(result.lines("k"));
        }
    }

    private void fill(boolean hasB, Random random) throws Exception {
        var script = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            String a = switch (random.nextInt(6)) {
                case 0 -> Integer.toString(random.nextInt());
                case 1 -> Double.toString(random.nextGaussian());
                case 2 -> "x'" + Integer.toHexString(0x10000000 + random.nextInt(0x10000000)) + "'";
                case 3 -> "'\u00e4\u20ac\ud83d\ude00 " + random.nextInt() + "'";
                case 4 -> "printf('%." + random.nextInt(3000) + "c" + i + "', 'q')";
                default -> "'Text " + random.nextInt(1000) + "  '";
            };
            String b = random.nextInt(3) == 0 ? random.nextInt(50) + ".0" : i + "";
            script.append("INSERT OR IGNORE INTO k VALUES(")
                    .append(a)
                    .append(hasB ? ", " + b : "")
                    .append(");\n");
        }
        Databases.run(file, "BEGIN;" + script + "COMMIT");
    }

    private List<String> inSmallPieces(Random random) {
        ExportPlan plan =
                ExportPlan.make(file, ExportSpec.all(ExportFormat.NDJSON).with(SkippedExport.SKIP), Exports.TIME);
        return SkippedExport.inPieces(file, SkippedExport.small(plan), random).lines("k");
    }

    /** Two pages, each sound, in each other's place: what they hold is out of order, and nobody may go round in circles. */
    @Test
    void pagesOutOfOrderGiveNoRowTwice() throws Exception {
        List<Integer> leaves = DamagedDatabase.pages(file, "k", "leaf");
        swap(leaves.get(10), leaves.get(30));
        List<String> rows = SkippedExport.of(file, ExportFormat.NDJSON).lines("k");

        assertThat(rows).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(DamagedDatabase.ROWS / 2);
        assertThat(inSmallPieces(new Random(1))).isSorted().doesNotHaveDuplicates();
    }

    /** A page that has a cell twice. */
    @Test
    void aRowThatIsTwiceInItsPageIsReadOnce() throws Exception {
        int leaf = DamagedDatabase.pages(file, "k", "leaf").get(7);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long cells = (leaf - 1L) * PAGE + 8;
            bytes.seek(cells + 2 * 5);
            int fifth = bytes.readShort();
            bytes.writeShort(fifth);
        }
        assertThat(SkippedExport.of(file, ExportFormat.NDJSON).lines("k"))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(DamagedDatabase.ROWS - 100);
    }

    private void swap(int one, int other) throws Exception {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] first = page(bytes, one);
            byte[] second = page(bytes, other);
            bytes.seek((one - 1L) * PAGE);
            bytes.write(second);
            bytes.seek((other - 1L) * PAGE);
            bytes.write(first);
        }
    }

    private static byte[] page(RandomAccessFile file, int number) throws Exception {
        byte[] bytes = new byte[PAGE];
        file.seek((number - 1L) * PAGE);
        file.readFully(bytes);
        return bytes;
    }

    /** Damages the pages and exports; asserts that of the table exactly their rows are missing. */
    private SkippedExport exportWithout(String table, List<Integer> damaged) throws Exception {
        List<String> sound = SkippedExport.of(file, ExportFormat.NDJSON).lines(table);
        long lost = DamagedDatabase.rows(file, table, damaged);
        for (int page : damaged) {
            DamagedDatabase.overwrite(file, page);
        }
        SkippedExport result = SkippedExport.of(file, ExportFormat.NDJSON);
        assertThat(sound).containsSubsequence(result.lines(table));
        assertThat(result.lines(table)).hasSize(sound.size() - (int) lost);
        assertThat(result.table(table).rows()).isEqualTo(sound.size() - lost);
        return result;
    }
}
