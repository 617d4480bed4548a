package dev.tranche.storage.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Where the databases are: {@code tranche.databases.NAME.path} for single files, {@code tranche.databases-folder} for all
 * database files of one folder.
 *
 * @param databases by the names that callers use
 * @param databasesFolder null for none
 */
@ConfigurationProperties("tranche")
record DatabaseSettings(
        @DefaultValue Map<String, Database> databases,
        @Nullable String databasesFolder) {

    DatabaseSettings {
        databases = Map.copyOf(databases);
        databases.forEach(DatabaseSettings::check);
        databasesFolder = StringUtils.hasText(databasesFolder) ? databasesFolder : null;
    }

    private static void check(String name, Database database) {
        if (!StringUtils.hasText(database.path())) {
            throw new IllegalArgumentException(
                    "tranche.databases." + name + ".path must be the path of a database file, but is empty");
        }
    }

    /**
     * One file. It need not exist yet: whether it can be read shows when it is read (C20).
     *
     * @param path relative ones count from the working directory
     */
    record Database(@Nullable String path) {}
}
