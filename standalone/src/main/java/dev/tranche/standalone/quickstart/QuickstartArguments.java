package dev.tranche.standalone.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said on the command line: {@code [database] [--once] [--any.spring.key=value …]}.
 *
 * @param database the file to export, null for the sample
 * @param once whether to end after the export instead of serving on
 * @param properties the remaining words, which go to Spring as they are
 */
record QuickstartArguments(@Nullable Path database, boolean once, List<String> properties) {
    private static final String USAGE = "usage: quickstart [path/to/database] [--once] [--any.spring.key=value ...]";

    QuickstartArguments {
        properties = List.copyOf(properties);
    }

    /** @throws QuickstartFailed if the words make no sense or the file is not there */
    static QuickstartArguments parse(List<String> words) {
        @Nullable Path database = null;
        boolean once = false;
        var properties = new ArrayList<String>();
        for (String word : words) {
            if (word.equals("--once")) {
                once = true;
            } else if (word.matches("--[A-Za-z].*=.*")) {
                properties.add(word);
            } else if (word.startsWith("-") || database != null) {
                throw new QuickstartFailed("what is '" + word + "'? " + USAGE);
            } else {
                database = existing(word);
            }
        }
        return new QuickstartArguments(database, once, properties);
    }

    private static Path existing(String word) {
        Path file = Path.of(word).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new QuickstartFailed("there is no file " + file + "; " + USAGE);
        }
        return file;
    }

    Optional<Path> findDatabase() {
        return Optional.ofNullable(database);
    }

    /** The value of a Spring key that was given. */
    Optional<String> findProperty(String key) {
        String prefix = "--" + key + "=";
        return properties.stream()
                .filter(p -> p.startsWith(prefix))
                .map(p -> p.substring(prefix.length()))
                .findFirst();
    }

    /** What the service is started with: this database, and warnings alone at the terminal; what was given wins. */
    List<String> springArguments(String name, Path file) {
        var all = new ArrayList<String>();
        all.add("--tranche.databases." + name + ".path=" + file);
        all.add("--logging.threshold.console=warn");
        all.add("--spring.main.banner-mode=off");
        all.addAll(properties);
        return all;
    }
}
