package dev.tranche.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The patterns of {@code .dockerignore}: of those that match a path or a folder above it, the last one decides. Source: Docker's
 * "Dockerignore files".
 */
record DockerIgnore(List<String> patterns) {
    static DockerIgnore read() {
        try {
            var lines = Files.readAllLines(ComposeFile.TOP.resolve(".dockerignore"));
            return new DockerIgnore(lines.stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a build sees this file, by its path from the top folder. */
    boolean letsThrough(String file) {
        boolean through = true;
        for (String pattern : patterns) {
            boolean exception = pattern.startsWith("!");
            if (matches(exception ? pattern.substring(1) : pattern, Path.of(file))) {
                through = exception;
            }
        }
        return through;
    }

    private static boolean matches(String pattern, Path file) {
        var glob = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        for (Path path = file; path != null; path = path.getParent()) {
            if (glob.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
