package dev.tranche.storage.job;

import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables of a job store up to date, by Flyway. Several processes may do so at once: where the database itself does not
 * make them wait for each other, as SQLite does not, the one that lost finds the work done when it looks again.
 */
final class JobSchema {
    private static final int TRIES = 5;
    private static final int DEPLOYMENT_ID_BYTES = 16;

    private final DataSource dataSource;
    private final RandomGenerator random;

    JobSchema(DataSource dataSource, RandomGenerator random) {
        this.dataSource = dataSource;
        this.random = random;
    }

    /** @throws FlywayException if the database cannot be reached, or holds something else than a job store */
    void migrate() {
        for (int attempt = 1; ; attempt++) {
            try {
                flyway().migrate();
                return;
            } catch (FlywayException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Flyway flyway() {
        var bytes = new byte[DEPLOYMENT_ID_BYTES];
        random.nextBytes(bytes);
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .placeholders(Map.of("deploymentId", HexFormat.of().formatHex(bytes)))
                .load();
    }
}
