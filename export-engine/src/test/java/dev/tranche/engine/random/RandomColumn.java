package dev.tranche.engine.random;

import java.util.List;
import java.util.Random;

/**
 * A column of a table to be.
 *
 * @param name as SQLite knows it
 * @param written the name as the definition writes it
 * @param type the declared type, possibly none
 * @param clauses what the definition says beside type and NOT NULL
 * @param notNull {@code NOT NULL} with its conflict clause, or nothing
 * @param generated whether SQLite computes it
 */
record RandomColumn(String name, String written, String type, String clauses, String notNull, boolean generated) {
    private static final List<String> TYPES = List.of(
            "",
            "",
            "INT",
            "INTEGER",
            "REAL",
            "TEXT",
            "BLOB",
            "NUMERIC",
            "VARCHAR(10)",
            "DOUBLE PRECISION",
            "BOOLEAN",
            "\"odd type\"",
            "ANY");
    private static final List<String> STRICT_TYPES = List.of("INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY");
    private static final List<String> DEFAULTS = List.of(
            "5",
            "-1.5",
            "'x;''y'",
            "(1 + 2)",
            "CURRENT_TIMESTAMP",
            "x'00ff'",
            "'cr\r\nlf'",
            "NULL",
            "('a' || '\r\n')",
            "9e999",
            "TRUE");
    private static final List<String> CHECKS =
            List.of("typeof(%s) <> 'blob'", "length(CAST(%s AS BLOB)) < 3", "%s NOT NULL", "%s <> 'x\r\ny'", "%s > 0");
    /** The text of a REAL is another in other versions of SQLite, so that no expression here may depend on it. */
    private static final List<String> COMPUTED = List.of(
            "typeof(%s)",
            "iif(typeof(%s) = 'text', %s, 1) || 'cr\r\nlf'",
            "typeof(%s) = 'text'",
            "coalesce(%s, 1) + 1",
            "iif(typeof(%s) = 'text', %s, 'x') COLLATE NOCASE",
            "%s",
            "quote(typeof(%s)) || 'it''s\r'");

    private static final List<String> NOT_NULLS =
            List.of("NOT NULL", "not null ON CONFLICT IGNORE", "NOT/**/NULL ON CONFLICT REPLACE", "NOT\r\nNULL");

    static RandomColumn stored(Random random, RandomNames names, boolean strict) {
        List<String> types = strict ? STRICT_TYPES : TYPES;
        String name = names.next();
        String written = names.quoted(name);
        var clauses = new StringBuilder();
        if (random.nextInt(5) == 0) {
            clauses.append("\0DEFAULT ").append(DEFAULTS.get(random.nextInt(DEFAULTS.size())));
        }
        if (random.nextInt(6) == 0) {
            String check = CHECKS.get(random.nextInt(CHECKS.size())).replace("%s", written);
            clauses.append("\0CHECK\0(").append(check).append(")");
        }
        clauses.append(collation(random));
        if (random.nextInt(10) == 0) {
            clauses.append("\0UNIQUE");
        }
        if (random.nextInt(8) == 0) {
            clauses.append("\0REFERENCES \"elsewhere\"(x)\0ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED");
        }
        String type = types.get(random.nextInt(types.size()));
        return new RandomColumn(name, written, type, clauses.toString(), notNull(random, 5), false);
    }

    /** One that costs SQLite little, of which a table may have many. */
    static RandomColumn plain(RandomNames names, boolean strict) {
        String name = names.next();
        return new RandomColumn(name, names.quoted(name), strict ? "ANY" : "", "", "", false);
    }

    static RandomColumn computed(Random random, RandomNames names, RandomColumn from, boolean strict) {
        String name = names.next();
        String expression = COMPUTED.get(random.nextInt(COMPUTED.size())).replace("%s", from.written);
        String clauses = (random.nextBoolean() ? "\0GENERATED ALWAYS" : "") + "\0AS\0(" + expression + ")"
                + (random.nextBoolean() ? "\0STORED" : random.nextBoolean() ? "\0VIRTUAL" : "");
        return new RandomColumn(name, names.quoted(name), strict ? "ANY" : "", clauses, notNull(random, 8), true);
    }

    static String collation(Random random) {
        List<String> collations = List.of("", "", "", " COLLATE BINARY", " COLLATE NOCASE", " COLLATE\0RTRIM");
        return collations.get(random.nextInt(collations.size()));
    }

    private static String notNull(Random random, int oneOf) {
        return random.nextInt(oneOf) == 0 ? "\0" + NOT_NULLS.get(random.nextInt(NOT_NULLS.size())) : "";
    }

    String definition(boolean withNotNull) {
        return written + "\0" + type + clauses + (withNotNull ? notNull : "");
    }
}
