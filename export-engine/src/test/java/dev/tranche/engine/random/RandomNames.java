package dev.tranche.engine.random;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Names as people and programs give them, and as nobody would; and the many ways to write one down. */
final class RandomNames {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "select",
            "order by",
            "a\"b",
            "it's",
            "a`b",
            "a[b]c",
            "]",
            "[",
            "new\nline",
            "cr\r\nlf",
            "\rcr",
            "tab\t",
            "naïve",
            "日本",
            "😀",
            "semi;colon",
            "--",
            "/*",
            "*/",
            "?1",
            ":x",
            "@y",
            "$z",
            "%s",
            "a.b",
            "\\",
            "\uFEFFbom",
            "tmp_x",
            "SQLITEX",
            "main",
            "temp",
            "NULL",
            "true",
            "a\u0001b",
            "e\u0301",
            "\u00a0",
            "\uE000",
            "İ",
            "AS",
            "CHECK(",
            "x".repeat(70),
            "\n/\n",
            ".quit");
    private static final List<String> ROWID = List.of("rowid", "oid", "_rowid_", "RowID", "OID", "_ROWID_");

    private final Random random;
    private final Set<String> taken = new HashSet<>();

    RandomNames(Random random) {
        this.random = random;
    }

    /** A name that this object has not given yet, in any case of its letters. */
    String next() {
        String name = candidate();
        while (!taken.add(name.toLowerCase(Locale.ROOT))) {
            name = candidate() + random.nextInt(10_000);
        }
        return name;
    }

    private String candidate() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> ODD.get(random.nextInt(ODD.size()));
            case 2 -> ROWID.get(random.nextInt(ROWID.size()));
            default -> "n" + random.nextInt(100);
        };
    }

    /** The name as an identifier, in any of SQLite's quotes. */
    String quoted(String name) {
        boolean isPlain = name.matches("n[0-9]+");
        return switch (random.nextInt(5)) {
            case 0 -> isPlain ? name : doubled(name, '"');
            case 1 -> name.indexOf(']') < 0 ? '[' + name + ']' : doubled(name, '"');
            case 2 -> doubled(name, '`');
            default -> doubled(name, '"');
        };
    }

    private static String doubled(String name, char quote) {
        return quote + name.replace(String.valueOf(quote), "" + quote + quote) + quote;
    }
}
