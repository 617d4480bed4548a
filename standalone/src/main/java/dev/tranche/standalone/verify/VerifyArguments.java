package dev.tranche.standalone.verify;

import dev.tranche.engine.verify.ReceivedExport;
import dev.tranche.model.job.FileType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was said on the command line.
 *
 * @param tables the tables that were exported; empty for all, or for the one that the file's name says
 */
record VerifyArguments(Path database, ReceivedExport export, Set<String> tables) {
    private static final String DATABASE = "--database";
    private static final String EXPORT = "--export";
    private static final String FORMAT = "--format";
    private static final String TABLE = "--table";
    private static final Set<String> OPTIONS = Set.of(DATABASE, EXPORT, FORMAT, TABLE);
    private static final String PRESENT = "";

    VerifyArguments {
        tables = Set.copyOf(tables);
    }

    /** @throws WrongArguments if the words make no sense */
    static VerifyArguments parse(List<String> words) {
        Map<String, List<String>> given = options(words);
        return new VerifyArguments(
                path(one(given, DATABASE)), export(given), new LinkedHashSet<>(given.getOrDefault(TABLE, List.of())));
    }

    private static ReceivedExport export(Map<String, List<String>> given) {
        Path export = path(one(given, EXPORT));
        FileType type = type(given, export);
        try {
            return new ReceivedExport(export, type, ExportChoices.of(given));
        } catch (IllegalArgumentException e) {
            throw new WrongArguments(String.valueOf(e.getMessage()));
        }
    }

    /** The options with their values; {@code --name value} and {@code --name=value} are the same. */
    private static Map<String, List<String>> options(List<String> words) {
        var given = new HashMap<String, List<String>>();
        for (int i = 0; i < words.size(); i++) {
            String[] parts = words.get(i).split("=", 2);
            if (ExportChoices.FLAGS.contains(words.get(i))) {
                given.put(words.get(i), List.of(PRESENT));
                continue;
            }
            if (!OPTIONS.contains(parts[0]) && !ExportChoices.VALUES.contains(parts[0])) {
                throw new WrongArguments("what is '" + words.get(i) + "'?");
            }
            if (parts.length == 1 && ++i == words.size()) {
                throw new WrongArguments(parts[0] + " needs a value");
            }
            given.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts.length == 2 ? parts[1] : words.get(i));
        }
        return given;
    }

    private static String one(Map<String, List<String>> given, String option) {
        List<String> values = given.getOrDefault(option, List.of());
        if (values.size() != 1) {
            throw new WrongArguments(option + " is needed once");
        }
        return values.get(0);
    }

    private static Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new WrongArguments("'" + word + "' is no file name");
        }
    }

    private static FileType type(Map<String, List<String>> given, Path export) {
        if (given.containsKey(FORMAT)) {
            return ReceivedExport.findType(one(given, FORMAT))
                    .orElseThrow(() -> new WrongArguments("the format is one of " + ReceivedExport.allowed()));
        }
        return ReceivedExport.findType(export)
                .orElseThrow(() -> new WrongArguments("the name of " + export + " does not say its format"));
    }
}
