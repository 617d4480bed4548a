package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tranche.model.job.ExportFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A zip with a file of more than 4 GiB is read by everyone (decision 0013). Takes minutes, so it runs only where asked for:
 * {@code -Dtranche.test.zip-mib=4200}. The database is small: its texts are computed.
 */
@Tag("long")
class LargeZipTest {
    private static final int MEBIBYTES = Integer.getInteger("tranche.test.zip-mib", 0);

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereAskedFor() {
        assumeTrue(MEBIBYTES > 0, "takes minutes: -Dtranche.test.zip-mib=4200");
    }

    @Test
    void everyReaderReadsAFileOfMoreThanFourGibibytes_C12() throws Exception {
        Path source = Databases.run(folder.resolve("large.db"), """
                CREATE TABLE a(x);
                INSERT INTO a VALUES('before');
                CREATE TABLE large(i, text AS (printf('%%.*c', 1048576, 'x')));
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO large(i) SELECT i FROM n;
                CREATE TABLE z(x);
                INSERT INTO z VALUES('behind');
                """.formatted(MEBIBYTES));
        Path zip = write(source);

        List<Long> expected = sizesByStream(zip);
        assertThat(expected).hasSize(3).anyMatch(size -> size > (long) MEBIBYTES << 20);
        assertThat(sizesByCommonsCompress(zip)).isEqualTo(expected);
        assertThat(ScriptReader.run("", "unzip", "-tq", zip.toString())).contains("No errors detected");
        assertThat(ScriptReader.run("", "python3", "-c", """
                import sys, zipfile
                with zipfile.ZipFile(sys.argv[1]) as zip:
                    print(zip.testzip(), [info.file_size for info in zip.infolist()])
                """, zip.toString())).isEqualTo("None " + expected + "\n");
        System.out.printf("%s: files of %s bytes%n", Files.size(zip), expected);
    }

    private Path write(Path source) throws IOException {
        Path zip = folder.resolve("large.zip");
        ExportPlan plan = ExportPlan.make(source, ExportSpec.all(ExportFormat.CSV), Exports.TIME);
        byte[] buffer = new byte[1 << 16];
        try (var stream = ExportStream.open(source, plan, Cursor.start(), List.of());
                OutputStream out = Files.newOutputStream(zip)) {
            for (int count = 0; count >= 0; count = stream.read(buffer, 0, buffer.length)) {
                out.write(buffer, 0, count);
            }
        }
        return zip;
    }

    private static List<Long> sizesByStream(Path zip) throws IOException {
        var sizes = new ArrayList<Long>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(zip));
                var stream = new ZipInputStream(file)) {
            while (stream.getNextEntry() != null) {
                sizes.add(length(stream));
            }
        }
        return sizes;
    }

    private static List<Long> sizesByCommonsCompress(Path zip) throws IOException {
        var sizes = new ArrayList<Long>();
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            for (var entries = file.getEntriesInPhysicalOrder(); entries.hasMoreElements(); ) {
                try (InputStream content = file.getInputStream(entries.nextElement())) {
                    sizes.add(length(content));
                }
            }
        }
        return sizes;
    }

    private static long length(InputStream content) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            length += count;
        }
        return length;
    }
}
