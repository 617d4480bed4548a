package dev.tranche.storage.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configured files, and those that the folder holds at this moment. A name that both have is the configured file; of two
 * files in the folder with one name, the ending that comes first in {@link #ENDINGS} wins. Thread-safe.
 */
final class ConfiguredDatabases implements Databases {
    /** What makes a file of the folder a database: its name alone, since it must not be opened to look. */
    private static final List<String> ENDINGS = List.of(".db", ".sqlite", ".sqlite3");

    private final Map<String, Path> configured;
    private final @Nullable Path folder;

    ConfiguredDatabases(DatabaseSettings settings) {
        var paths = new TreeMap<String, Path>();
        settings.databases().forEach((name, database) -> {
            if (database.path() != null) {
                paths.put(name, absolute(database.path()));
            }
        });
        this.configured = Map.copyOf(paths);
        this.folder = settings.databasesFolder() == null ? null : absolute(settings.databasesFolder());
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    @Override
    public Optional<Path> find(String name) {
        var path = configured.get(name);
        // The name is looked up among those that are there and never made into a path, so that none leads out of the
        // folder.
        return path != null ? Optional.of(path) : Optional.ofNullable(inFolder().get(name));
    }

    @Override
    public List<String> names() {
        var all = new TreeMap<>(inFolder());
        all.putAll(configured);
        return List.copyOf(all.keySet());
    }

    private Map<String, Path> inFolder() {
        var found = new TreeMap<String, Path>();
        if (folder == null) {
            return found;
        }
        for (String ending : ENDINGS) {
            filesEndingWith(folder, ending).forEach((name, path) -> found.putIfAbsent(name, path));
        }
        return found;
    }

    private static Map<String, Path> filesEndingWith(Path folder, String ending) {
        var found = new TreeMap<String, Path>();
        try (var files = Files.newDirectoryStream(folder, file -> isNamed(file, ending) && Files.isRegularFile(file))) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                found.put(fileName.substring(0, fileName.length() - ending.length()), file);
            }
            return found;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of databases could not be listed: " + folder, e);
        }
    }

    private static boolean isNamed(Path file, String ending) {
        String fileName = file.getFileName().toString();
        return fileName.endsWith(ending) && fileName.length() > ending.length();
    }
}
