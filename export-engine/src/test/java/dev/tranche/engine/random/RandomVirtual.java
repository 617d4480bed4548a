package dev.tranche.engine.random;

import java.util.List;
import java.util.Random;

/**
 * A virtual table and how it gets its rows.
 *
 * @param before statements that make what it stands on
 * @param definition the statement
 * @param insert an INSERT of a row with parameters, or nothing
 * @param after statements that fill it from elsewhere
 */
record RandomVirtual(List<String> before, String definition, String insert, List<String> after) {
    private static final List<String> FTS5 = List.of(
            "",
            ",\0tokenize = 'porter ascii'",
            ", prefix='2 3'",
            ", columnsize=0",
            ", detail=none",
            ", tokenize=\"unicode61 remove_diacritics 2\"",
            ",\0detail=column");
    private static final List<String> FTS4 =
            List.of("", ", tokenize=porter", ", matchinfo=fts3", ", order=desc", ", prefix=\"1\"", ", notindexed=b");

    static RandomVirtual of(Random random, RandomNames names) {
        String name = names.quoted(names.next());
        String create = "CREATE VIRTUAL TABLE " + name + " USING ";
        return switch (random.nextInt(9)) {
            case 0, 1 -> plain(create + "fts5(a, b" + FTS5.get(random.nextInt(FTS5.size())) + ")", name, "rowid, a, b");
            case 2 -> plain(create + "fts5(a, b,\0content='')", name, "rowid, a, b");
            case 3 -> external(create + "fts5(a, b,\0content=%s)", name, names);
            case 4 -> plain(create + "fts4(a, b" + FTS4.get(random.nextInt(FTS4.size())) + ")", name, "docid, a, b");
            case 5 ->
                random.nextBoolean()
                        ? plain(create + "fts3(a, b)", name, "docid, a, b")
                        : plain(create + "fts4(content=\"\", a, b)", name, "docid, a, b");
            case 6 -> external(create + "fts4(content=%s, a, b)", name, names);
            case 7 ->
                random.nextBoolean()
                        ? boxes(create + "rtree(id, x0, x1, +note)", name, "?, ?1, ?1 + 1, 'note'")
                        : boxes(create + "rtree_i32(id, x0, x1)", name, "?, ?1, ?1 + 1");
            default -> unknown(names);
        };
    }

    private static RandomVirtual plain(String definition, String name, String columns) {
        return new RandomVirtual(
                List.of(), definition, "INSERT INTO " + name + "(" + columns + ") VALUES(?, ?, ?)", List.of());
    }

    private static RandomVirtual boxes(String definition, String name, String values) {
        return new RandomVirtual(List.of(), definition, "INSERT INTO " + name + " VALUES(" + values + ")", List.of());
    }

    private static RandomVirtual external(String definition, String name, RandomNames names) {
        String content = "content" + names.next().hashCode();
        String source = '"' + content + '"';
        return new RandomVirtual(
                List.of(
                        "CREATE TABLE " + source + "(a, b)",
                        "INSERT INTO " + source
                                + "(rowid, a, b) VALUES(7, 'seven', 'sept'), (-3, 'minus', 'moins'), (40, 'x', 'y')"),
                definition.replace("=%s", "=\"" + content + '"'),
                "",
                List.of("INSERT INTO " + name + "(" + name + ") VALUES('rebuild')"));
    }

    /** A table of a module that only its application has. */
    private static RandomVirtual unknown(RandomNames names) {
        String name = "unknown " + names.next().replace("'", "''");
        return new RandomVirtual(
                List.of(
                        "PRAGMA writable_schema=ON",
                        "INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES('table', '" + name
                                + "', '" + name + "', 0, 'CREATE VIRTUAL TABLE \"" + name.replace("\"", "\"\"")
                                + "\" USING nowhere(a,\r\nb)')",
                        "PRAGMA writable_schema=RESET"),
                "",
                "",
                List.of());
    }
}
