package dev.tranche.engine.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Column names of which no two are the same, since readers of JSON and CSV keep the last of them only. */
public final class UniqueNames {
    private UniqueNames() {}

    /** The names in order; the second {@code a} is {@code a_2}, or the next number that no other column has. */
    public static List<String> of(List<String> columns) {
        var taken = new HashSet<>(columns);
        var seen = new HashSet<String>();
        var names = new ArrayList<String>();
        for (String column : columns) {
            String name = column;
            for (int number = 2; !seen.add(name); number++) {
                String numbered = column + "_" + number;
                name = taken.add(numbered) ? numbered : name;
            }
            names.add(name);
        }
        return names;
    }
}
