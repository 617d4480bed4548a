package dev.tranche.engine.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a query's result: those that were asked for, then those of the key that are not among them, since a table
 * may have as many columns as a result. Immutable.
 */
final class ResultColumns {
    /** The bound of a result's columns that the driver's SQLite was compiled with, and of a table's. Source: sqlite.org/limits.html */
    static final int MOST = 32_767;

    private final List<String> names = new ArrayList<>();
    private final int[] keyIndexes;

    ResultColumns(TableShape shape, List<Column> wanted) {
        wanted.forEach(column -> names.add(column.name()));
        List<String> key = keyNames(shape.reading());
        keyIndexes = new int[key.size()];
        for (int i = 0; i < keyIndexes.length; i++) {
            if (!names.contains(key.get(i))) {
                names.add(key.get(i));
            }
            keyIndexes[i] = names.indexOf(key.get(i));
        }
    }

    private static List<String> keyNames(Reading reading) {
        if (reading instanceof Reading.ByRowid byRowid) {
            return List.of(byRowid.name());
        }
        if (reading instanceof Reading.ByKey byKey) {
            return byKey.parts().stream().map(Reading.ByKey.Part::column).toList();
        }
        return List.of();
    }

    /** The list as it follows SELECT. */
    String sql() {
        return names.stream().map(Select::column).collect(Collectors.joining(", "));
    }

    /** Where the key's values are in the result; not a copy. */
    int[] keyIndexes() {
        return keyIndexes;
    }
}
