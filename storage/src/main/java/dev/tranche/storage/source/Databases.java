package dev.tranche.storage.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The databases of the configuration; nothing else can be exported, and no request carries a path. Gateway and worker ask
 * at every use, from any thread, since files may come and go without a restart. It never opens a database file, because
 * closing it again would drop SQLite's locks in this process.
 */
public interface Databases {
    /** The name that a request without one means, if there is such a database. */
    String MAIN = "main";

    /**
     * The absolute path of the file behind a name; empty if there is no such database. The file of a name that was
     * configured may be missing or no database at all.
     */
    Optional<Path> find(String name);

    /** All names, sorted. */
    List<String> names();

    /** The database of a request that names none: {@code main}, else the only one; empty if that leaves it open. */
    default Optional<String> findDefault() {
        var names = names();
        if (names.contains(MAIN)) {
            return Optional.of(MAIN);
        }
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
