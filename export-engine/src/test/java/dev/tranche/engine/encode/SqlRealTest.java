package dev.tranche.engine.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doubles in SQL: the text, and that SQLite old and new reads the same bits back (C50). */
class SqlRealTest {
    private static final int RANDOM_REALS = 40_000;

    /** Enough to meet the one in 12,500 whose shortest form SQLite 3.40 misreads many times. */
    private static final int MANY_RANDOM_REALS = 400_000;

    private static final int REALS_PER_QUERY = 1_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "3, 3.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "-1234.5, -1234.5",
        "0.00001, 0.00001",
        "0.000001, 1e-6",
        "1e15, 1000000000000000.0",
        "1e16, 10000000000000000.0",
        "1e17, 1e17",
        "1.5e300, 1.5e300",
        "9007199254740994, 9007199254740994.0",
        "123456789012345678, 1.2345678901234568e17",
        "1e23, 9.9999999999999992e22",
        "0.30000000000000004, 0.30000000000000004",
        "0.1234567890123456, 0.12345678901234559",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "Infinity, 9e999",
        "-Infinity, -9e999",
        "4.9e-324, 1*2.2227587494850775e-162*2.2227587494850775e-162",
        "-4.9e-324, -1*2.2227587494850775e-162*2.2227587494850775e-162",
        "2.2250738585072014e-308, 1*1.0010415475915505e-146*2.2227587494850775e-162",
    })
    void aRealIsWrittenAs(double number, String literal) {
        assertThat(literal(number)).isEqualTo(literal);
    }

    @Test
    void notANumberIsRefusedSinceSqliteHoldsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> literal(Double.NaN));
    }

    @Test
    void todaysSqliteReadsEveryRealBackToTheSameBits() throws SQLException {
        long seed = System.nanoTime();
        var reals = new Reals(seed);
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.createStatement()) {
            for (int done = 0; done < RANDOM_REALS; done += REALS_PER_QUERY) {
                var expected = new double[REALS_PER_QUERY];
                var sql = new ByteSink(1 << 16);
                for (int i = 0; i < REALS_PER_QUERY; i++) {
                    expected[i] = reals.next();
                    sql.ascii(i == 0 ? "VALUES (" : "),(");
                    SqlLiteral.real(sql, expected[i]);
                }
                sql.put(')');
                try (var rows = statement.executeQuery(new String(sql.toByteArray(), US_ASCII))) {
                    for (double d : expected) {
                        rows.next();
                        same(d, rows.getDouble(1), seed);
                    }
                }
            }
        }
    }

    /**
     * The installed shell says itself which bits it read: it stores each number next to its bits and the file is then read
     * by the driver. Debian 12 has 3.40.1, whose reader is inexact. A REAL column turns -0.0 into 0.0 by itself.
     */
    @Test
    void theInstalledSqliteShellReadsEveryRealBackToTheSameBits() throws Exception {
        assertShellReadsBack(RANDOM_REALS);
    }

    @Test
    @Tag("long")
    void theInstalledSqliteShellReadsManyRealsBackToTheSameBits() throws Exception {
        assertShellReadsBack(MANY_RANDOM_REALS);
    }

    private void assertShellReadsBack(int reals) throws Exception {
        assumeTrue(installed("sqlite3"), "no sqlite3 shell is installed");
        long seed = System.nanoTime();
        Path database = folder.resolve("reals.db");
        Path script = folder.resolve("reals.sql");
        Files.write(script, script(new Reals(seed), reals));
        var shell = new ProcessBuilder("sqlite3", "-bail", database.toString())
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(shell.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("log")).isEmptyFile();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var rows =
                        connection.createStatement().executeQuery("SELECT bits, any, real, typeof(any) FROM reals")) {
            int count = 0;
            while (rows.next()) {
                count++;
                double real = Double.longBitsToDouble(rows.getLong(1));
                same(real, rows.getDouble(2), seed);
                same(real + 0.0, rows.getDouble(3), seed);
                same(0, "real".compareTo(rows.getString(4)), seed);
            }
            assertThat(count).isEqualTo(reals);
        }
    }

    /** Asserts only what differs: a description for each of half a million numbers takes seconds. */
    private static void same(double expected, double actual, long seed) {
        if (Double.doubleToRawLongBits(expected) != Double.doubleToRawLongBits(actual)) {
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static byte[] script(Reals reals, int count) {
        var sql = new ByteSink(1 << 20);
        sql.ascii("BEGIN; CREATE TABLE reals(bits, any, real REAL);\n");
        for (int i = 0; i < count; i++) {
            double d = reals.next();
            sql.ascii("INSERT INTO reals VALUES(");
            sql.decimal(Double.doubleToRawLongBits(d));
            for (int column = 0; column < 2; column++) {
                sql.put(',');
                SqlLiteral.real(sql, d);
            }
            sql.ascii(");\n");
        }
        sql.ascii("COMMIT;\n");
        return sql.toByteArray();
    }

    private static String literal(double number) {
        var out = new ByteSink(1);
        SqlLiteral.real(out, number);
        return new String(out.toByteArray(), US_ASCII);
    }

    private static boolean installed(String program) throws IOException {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
