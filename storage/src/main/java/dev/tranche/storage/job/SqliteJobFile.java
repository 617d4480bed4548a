package dev.tranche.storage.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * The file of a SQLite job store, from its URL. Every connection to it has the settings of P21, whatever the URL says: parameters
 * of the URL are not passed on. Immutable.
 */
record SqliteJobFile(Path path) {
    private static final String SCHEME = "jdbc:sqlite:";

    /** Longer than a commit of another process can take on a disk that still works. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

    static boolean isNamedBy(String url) {
        return url.startsWith(SCHEME);
    }

    /**
     * The file that this URL names.
     *
     * @throws IllegalArgumentException with what is wrong with the URL, if several processes cannot share what it names
     */
    static SqliteJobFile of(String url) {
        var name = url.substring(SCHEME.length());
        int parameters = name.indexOf('?');
        name = parameters < 0 ? name : name.substring(0, parameters);
        name = name.startsWith("file:") ? name.substring("file:".length()) : name;
        if (name.isBlank() || name.contains(":memory:")) {
            throw new IllegalArgumentException("it must name a file, as in jdbc:sqlite:/var/lib/tranche/jobs.db");
        }
        try {
            return new SqliteJobFile(Path.of(name).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it names no file: " + e.getReason(), e);
        }
    }

    /**
     * Makes the folder that the file is in, where it does not exist.
     *
     * @throws IllegalArgumentException with the reason, if that cannot be done
     */
    void createFolder() {
        var folder = path.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("it names a folder and no file: " + path);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException("its folder " + folder + " cannot be created: " + e, e);
        }
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException("it names a folder and no file: " + path);
        }
    }

    /**
     * Tries to open the file, which makes an empty database of one that does not exist.
     *
     * @throws IllegalArgumentException with SQLite's own words, if the file cannot be used
     */
    void tryToOpen() {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM sqlite_master");
        } catch (SQLException e) {
            if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code) {
                throw new IllegalArgumentException("it cannot be opened: " + e.getMessage(), e);
            }
        }
    }

    /** Opens connections; none before it is asked for one. */
    DataSource dataSource() {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        var dataSource = new SQLiteDataSource(config);
        dataSource.setUrl(SCHEME + path);
        return dataSource;
    }
}
