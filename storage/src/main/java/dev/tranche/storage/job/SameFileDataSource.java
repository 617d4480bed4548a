package dev.tranche.storage.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out connections while the file is the one that it was at the beginning. SQLite would go on writing into a file that was
 * deleted or replaced, and answer, until the process ends and all of that is gone (I4). What is put back is used again. Thread-safe.
 */
final class SameFileDataSource extends DelegatingDataSource {
    private final Path file;
    private final @Nullable Object key;

    /** @param file which exists */
    SameFileDataSource(DataSource target, Path file) throws IOException {
        super(target);
        this.file = file;
        this.key = key(file);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!isThere()) {
            throw new SQLException(
                    "the file of the job store was deleted or replaced while it was in use: put it back, or restart");
        }
        return super.getConnection();
    }

    private boolean isThere() {
        try {
            return Objects.equals(key, key(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** Of device and inode; null where the file system has none, so that only a file that is gone is noticed. Opens nothing. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
