package dev.tranche.engine.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells by a file's name which table is in it. Immutable. */
final class TableOfFile {
    /** What ends the name of a job's object (C53), or of a synchronous export: {@code orders_export.csv} (C11, C12). */
    private static final Pattern ENDING =
            Pattern.compile("(_\\d{8}-\\d{6}_[a-z0-9]{12,40}|_export)?\\.(json|csv)(\\.[a-z]+)?$");

    private static final Pattern NOT_IN_KEYS = Pattern.compile("[^A-Za-z0-9._-]");

    private final List<String> tables;

    TableOfFile(List<String> tables) {
        this.tables = List.copyOf(tables);
    }

    /**
     * The one table that the name can mean; the only one that there is, whatever the name.
     *
     * @throws CannotVerify if it can mean several, or none
     */
    String find(Path database, Path export) {
        if (tables.size() == 1) {
            return tables.get(0);
        }
        String name = ENDING.matcher(String.valueOf(export.getFileName())).replaceFirst("");
        String prefix = String.valueOf(database.getFileName()).replaceFirst("\\.[^.]*$", "") + "_";
        List<String> found = those(table -> name.equals(safe(table)) || name.equals(safe(prefix + table)));
        if (found.isEmpty()) {
            found = those(table -> name.endsWith("_" + safe(table)));
        }
        if (found.size() != 1) {
            throw new CannotVerify("which table is in " + export.getFileName() + "? Say --table NAME");
        }
        return found.get(0);
    }

    private List<String> those(Predicate<String> condition) {
        return tables.stream().filter(condition).toList();
    }

    private static String safe(String name) {
        return NOT_IN_KEYS.matcher(name).replaceAll("_");
    }
}
