package dev.tranche.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures are told in SQLite's own words (C20, C55). */
class SqliteErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[SQLITE_NOTADB] File opened that is not a database file (file is not a database) | file is not a database",
                "[SQLITE_INTERRUPT] Operation terminated by sqlite3_interrupt() (interrupted) | interrupted",
                "[SQLITE_ERROR] SQL error or missing database (unknown function: f()) | unknown function: f()",
                "[SQLITE_ERROR] SQL error or missing database (near \"(\": syntax error) | near \"(\": syntax error",
                "Out of memory | Out of memory",
            })
    void theWordsAreSqlitesWithoutTheDrivers(String message, String words) {
        assertThat(SqliteErrors.words(new SQLException(message))).isEqualTo(words);
    }
}
