package dev.tranche.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A SQL export, restored by the sqlite3 shell into an empty file. */
public final class SqlExport {
    private SqlExport() {}

    /** Whether this machine has the shell. */
    public static boolean isShellInstalled() {
        try {
            return new ProcessBuilder("sqlite3", "-version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Restores the dump and compares schema and rows with the source; the number of rows compared. */
    public static long assertRestores(Path dump, Path restored, SourceTables source) throws Exception {
        var shell = new ProcessBuilder("sqlite3", "-bail", restored.toString())
                .redirectInput(dump.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        long rows = 0;
        try (var copy = new SourceTables(restored)) {
            assertThat(copy.names()).isEqualTo(source.names());
            for (String table : source.names()) {
                rows += assertTable(table, source, copy);
            }
        } finally {
            Files.deleteIfExists(restored);
        }
        return rows;
    }

    private static long assertTable(String table, SourceTables source, SourceTables copy) throws Exception {
        try (var theirs = copy.rows(table)) {
            long rows = source.forEachRow(table, row -> {
                List<Cell> other = theirs.next();
                assertThat(other).as("rows of the restored " + table).hasSameSizeAs(row);
                for (int i = 0; i < row.size(); i++) {
                    if (!row.get(i).isSameAs(other.get(i))) {
                        assertThat(other.get(i)).as(table).isEqualTo(row.get(i));
                    }
                }
            });
            assertThat(theirs.next()).as("more rows in the restored " + table).isEmpty();
            return rows;
        }
    }
}
