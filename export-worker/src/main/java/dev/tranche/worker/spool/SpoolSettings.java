package dev.tranche.worker.spool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code tranche.spool-folder}: where snapshots are, seen by all workers of a source.
 *
 * @param spoolFolder relative ones count from the working directory
 */
@ConfigurationProperties("tranche")
public record SpoolSettings(@Nullable String spoolFolder) {
    public SpoolSettings {
        if (spoolFolder == null || spoolFolder.isBlank()) {
            throw new IllegalArgumentException(
                    "tranche.spool-folder must be a folder that all workers of a database see, but is not set");
        }
    }

    /** The folder's absolute path. It need not exist, as when its share is not mounted yet (P22). */
    public Path folder() {
        return Path.of(spoolFolder == null ? "" : spoolFolder).toAbsolutePath().normalize();
    }
}
