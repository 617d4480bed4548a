package dev.tranche.engine.format;

import dev.tranche.engine.sqlite.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Column names of which no two are the same, since readers of JSON and CSV keep the last of them only. */
public final class UniqueNames {
    private UniqueNames() {}

    /** The names in order; the second {@code a} is {@code a_2}, or the next number that no other column has. */
    public static List<String> of(List<Column> columns) {
        var taken = new HashSet<String>();
        columns.forEach(c -> taken.add(c.name()));
        var seen = new HashSet<String>();
        var names = new ArrayList<String>();
        for (Column column : columns) {
            String name = column.name();
            for (int number = 2; !seen.add(name); number++) {
                String numbered = column.name() + "_" + number;
                name = taken.add(numbered) ? numbered : name;
            }
            names.add(name);
        }
        return names;
    }
}
