package dev.tranche.engine.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an integrity check says, told apart: damage, and what a sound file may have. Not damage are values that do not agree with the
 * declaration of their column, since a declaration can be newer than its rows; entries of an index that an older SQLite rounded
 * otherwise; and a search that needs what only the application has. Anything else is, also what a later SQLite may say. Bounded.
 */
final class CheckFindings {
    /** What the check says when it finds nothing. Source: sqlite.org/pragma.html#pragma_integrity_check */
    private static final String NOTHING_FOUND = "ok";

    /** Enough to see what is wrong, and short enough for a message. */
    private static final int MOST_DAMAGE = 3;

    private static final int MOST_TOLERATED = 10;

    /**
     * The names behind these words are the database's, and the words before any name tell them from all others. What is behind the group
     * differs from row to row. Source: SQLite 3.54.1, pragma.c, PragTyp_INTEGRITY_CHECK; fts3.c, fts3IntegrityMethod
     */
    private static final Pattern TOLERATED = Pattern.compile(
            "((?:NULL|NUMERIC|TEXT|non-(?:ANY|BLOB|INT|INTEGER|REAL|TEXT)) value in .*"
                    + "|CHECK constraint failed in .*"
                    + "|index .* stores an imprecise floating-point value(?= for row \\d+$)"
                    + "|unable to validate the inverted index for FTS\\d table .*: SQL logic error)(?: for row \\d+)?",
            Pattern.DOTALL);

    private final List<String> damage = new ArrayList<>();
    private final Map<String, Long> tolerated = new LinkedHashMap<>();
    private long count;
    private long others;

    void add(String finding) {
        count++;
        Matcher known = TOLERATED.matcher(finding);
        if (known.matches()) {
            tolerate(known.group(1));
        } else if (!finding.equals(NOTHING_FOUND)) {
            addDamage(finding);
        }
    }

    private void tolerate(String finding) {
        if (tolerated.containsKey(finding) || tolerated.size() < MOST_TOLERATED) {
            tolerated.merge(finding, 1L, Long::sum);
        } else {
            others++;
        }
    }

    /** What is found in the pages comes as one text of many lines, the first of which names the database. */
    void addDamage(String finding) {
        damage.add(finding.lines().limit(1 + MOST_DAMAGE).collect(Collectors.joining(" ")));
    }

    /** How many lines there were. */
    long count() {
        return count;
    }

    /** Whether a further finding would be told. */
    boolean isOpen() {
        return damage.size() < MOST_DAMAGE;
    }

    /** The first of what is damaged, in SQLite's words; empty if nothing is. */
    List<String> damage() {
        return List.copyOf(damage);
    }

    /** The rest, the same findings together. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        tolerated.forEach(
                (finding, times) -> notes.add("SQLite's integrity_check finds in the database as in the file: "
                        + finding + (times == 1 ? "" : " (" + times + " times)")));
        if (others > 0) {
            notes.add("SQLite's integrity_check finds " + others + " more of that kind in other columns");
        }
        return notes;
    }
}
