package dev.tranche.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipInputStream;

/** A zip of CSV files, read from front to back as a receiver of a stream would. */
public final class CsvExport {
    private CsvExport() {}

    /** Compares every entry with its table of the source; the number of rows compared. */
    public static long assertZip(Path file, SourceTables source) throws Exception {
        long rows = 0;
        try (InputStream in = Files.newInputStream(file);
                var zip = new ZipInputStream(in)) {
            for (String table : source.names()) {
                var entry = zip.getNextEntry();
                assertThat(entry).as(table).isNotNull();
                var csv = new CsvRecords(new BufferedReader(new InputStreamReader(zip, StandardCharsets.UTF_8)));
                csv.next();
                rows += source.forEachRow(table, row -> assertRow(csv.next(), row, table));
                assertThat(csv.next()).as("end of " + table).isEmpty();
            }
            assertThat(zip.getNextEntry()).isNull();
        }
        return rows;
    }

    private static void assertRow(List<CsvRecords.Field> fields, List<Cell> row, String table) {
        assertThat(fields).as(table).hasSameSizeAs(row);
        for (int i = 0; i < row.size(); i++) {
            row.get(i).assertIs(fields.get(i).text(), table + "." + row.get(i).column());
        }
    }
}
