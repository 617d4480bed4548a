package dev.tranche.engine.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The definition of an ordinary table: keyed in any way, with and without rowid, strict or not. */
final class RandomTable {
    private static final List<String> GAPS =
            List.of("\n", "\t", "  ", "\r\n", "\r", "/* c;'\"[ */", "/* c */ -- d\n", "-- c;'\"[\n", "--\r\n", "\n\n");

    /** SQLite's bound unless compiled otherwise. Source: sqlite.org/limits.html */
    private static final int MOST_COLUMNS = 2_000;

    private final Random random;
    private final RandomNames columnNames;
    private final List<RandomColumn> columns = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();
    private final String name;
    private final String written;
    private boolean isStrict;
    private boolean isWithoutRowid;
    private int alias = -1;
    private String options = "";

    RandomTable(Random random, RandomNames names) {
        this.random = random;
        this.columnNames = new RandomNames(random);
        this.name = names.next();
        this.written = names.quoted(name);
        isStrict = random.nextInt(6) == 0;
        isWithoutRowid = random.nextInt(4) == 0;
        boolean isWide = random.nextInt(30) == 0;
        int count = isWide ? 120 : 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            columns.add(RandomColumn.stored(random, columnNames, isStrict));
        }
        key();
        for (int i = random.nextInt(4) == 0 ? 2 : 0; i > 0; i--) {
            columns.add(
                    random.nextInt(columns.size() + 1),
                    RandomColumn.computed(random, columnNames, columns.get(random.nextInt(columns.size())), isStrict));
        }
        if (isWide && random.nextInt(6) == 0) {
            fillUp();
        }
        options();
    }

    /** No room for a rowid in a query. */
    private void fillUp() {
        while (columns.size() < MOST_COLUMNS) {
            columns.add(RandomColumn.plain(columnNames, isStrict));
        }
    }

    private void key() {
        int way = random.nextInt(isWithoutRowid ? 3 : 6);
        int first = random.nextInt(columns.size());
        RandomColumn column = columns.get(first);
        if (way == 0) {
            boolean counts = !isWithoutRowid && random.nextBoolean();
            String key = "\0PRIMARY KEY" + (counts ? "\0AUTOINCREMENT" : random.nextInt(6) == 0 ? " DESC" : "");
            columns.set(first, new RandomColumn(column.name(), column.written(), "INTEGER", key, "", false));
            alias = isWithoutRowid ? -1 : first;
        } else if (way == 1) {
            constraints.add("PRIMARY KEY(" + parts() + ")");
        } else if (way == 2) {
            columns.set(
                    first,
                    new RandomColumn(
                            column.name(),
                            column.written(),
                            column.type(),
                            column.clauses() + "\0PRIMARY KEY",
                            "",
                            false));
        }
        if (random.nextInt(6) == 0) {
            constraints.add("CONSTRAINT \"named one\" UNIQUE\0(" + parts() + ")");
        }
        if (random.nextInt(8) == 0) {
            constraints.add("FOREIGN KEY(" + column.written() + ") REFERENCES " + written + " ON UPDATE SET NULL");
        }
    }

    private String parts() {
        var key = new ArrayList<>(columns);
        Collections.shuffle(key, random);
        var parts = new ArrayList<String>();
        for (RandomColumn column : key.subList(0, 1 + random.nextInt(Math.min(4, key.size())))) {
            parts.add(column.written() + RandomColumn.collation(random) + (random.nextBoolean() ? " DESC" : ""));
        }
        return String.join(",\0", parts);
    }

    private void options() {
        var words = new ArrayList<String>();
        if (isWithoutRowid) {
            words.add("WITHOUT ROWID");
        }
        if (isStrict) {
            words.add("STRICT");
        }
        options = String.join(", ", words);
    }

    String name() {
        return name;
    }

    String written() {
        return written;
    }

    boolean isWithoutRowid() {
        return isWithoutRowid;
    }

    List<RandomColumn> storedColumns() {
        return columns.stream().filter(c -> !c.generated()).toList();
    }

    RandomColumn anyColumn() {
        return columns.get(random.nextInt(columns.size()));
    }

    /** Whether the column is another name of the rowid. */
    boolean isAlias(RandomColumn column) {
        return alias >= 0 && columns.contains(column) && column.clauses().startsWith("\0PRIMARY KEY");
    }

    boolean hasNotNull() {
        return columns.stream().anyMatch(c -> !c.notNull().isEmpty());
    }

    /** The statement; the one with NOT NULL may be for rows that violate it. */
    String definition(boolean withNotNull) {
        var parts = new ArrayList<String>();
        columns.forEach(c -> parts.add(c.definition(withNotNull)));
        parts.addAll(constraints);
        return "CREATE TABLE " + written + "\0(\0" + String.join("\0,\0", parts) + "\0)\0" + options;
    }

    /** A name for the rowid that no column has taken. */
    List<String> rowidNames() {
        return List.of("rowid", "oid", "_rowid_").stream()
                .filter(n -> !isWithoutRowid
                        && columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(n)))
                .toList();
    }

    /** The statement with what people put between its words. */
    static String spaced(Random random, String statement) {
        boolean isPlain = random.nextInt(3) > 0;
        var spaced = new StringBuilder();
        for (int i = 0; i < statement.length(); i++) {
            char c = statement.charAt(i);
            if (c != '\0') {
                spaced.append(c);
            } else {
                spaced.append(isPlain || random.nextInt(4) > 0 ? " " : GAPS.get(random.nextInt(GAPS.size())));
            }
        }
        return spaced.toString();
    }
}
