package dev.tranche.engine.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQLite's own check of a whole snapshot: every page, every index entry, every value that has a declared type. Where it cannot run
 * because an index or a search needs what only the application has, all is checked that can be. CHECK constraints are not, since
 * SQLite does not read them in a file that it may not write. One thread.
 */
public final class IntegrityCheck {
    /**
     * The findings of a first run. Those of the pages are one text, so that it bounds memory; those of values may be more than that, and
     * hide what comes behind them.
     */
    private static final int FEW = 1_000;

    /** For a second run, when the pages are known to be sound. */
    private static final int ALL = Integer.MAX_VALUE;

    /** What SQLite does not go beyond in the check of one table. Source: pragma.c, SQLITE_INTEGRITY_CHECK_ERROR_MAX */
    private static final int MOST_OF_A_TABLE = 100;

    /** Pages, or steps of the virtual machine, between two looks: a slow disk reads as many in a second. */
    private static final int STEPS_PER_LOOK = 2_000;

    private static final int MOST_NOTES = 10;

    private static final Pattern MISSING_COLLATION =
            Pattern.compile("no such collation sequence: (.*)", Pattern.DOTALL);
    private static final Pattern MISSING_FUNCTION = Pattern.compile("unknown function: (.*)\\(\\)", Pattern.DOTALL);

    private final Database database;
    private final BooleanSupplier mustStop;

    /** Whatever a check found that was told to stop means nothing: an FTS4 index that it cannot read on calls itself malformed. */
    private boolean stopped;

    /** @param mustStop asked every second or more often; if it says yes the check ends soon */
    public IntegrityCheck(Database database, BooleanSupplier mustStop) {
        this.database = database;
        this.mustStop = mustStop;
    }

    /**
     * What a check came to.
     *
     * @param damage what is damaged, in SQLite's words; empty if nothing is
     * @param notes what else the reader of the file should know
     */
    public record Result(List<String> damage, List<String> notes) {
        public Result {
            damage = List.copyOf(damage);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Checks, which takes as long as reading all tables and indexes, or several times as long where it cannot run as a whole.
     *
     * @return empty if it was stopped
     * @throws SQLException if the file cannot be read now, or it was stopped while it read the schema
     */
    public Optional<Result> run() throws SQLException {
        Run whole = unlimited(database, "integrity_check");
        Result result = whole.result();
        if (whole.refusal.isPresent() && result.damage.isEmpty() && !stopped) {
            result = piecemeal(whole);
        }
        return stopped ? Optional.empty() : Optional.of(result);
    }

    private Result piecemeal(Run whole) throws SQLException {
        var notes = new ArrayList<String>();
        Result structure = structure(whole);
        notes.addAll(structure.notes);
        if (!structure.damage.isEmpty()) {
            return structure;
        }
        Result tables = tables();
        notes.addAll(tables.notes);
        return new Result(tables.damage, notes);
    }

    /**
     * All pages, which a check looks at before any row: with something in place of what only the application has, and without the comparisons
     * that would need it.
     */
    private Result structure(Run whole) throws SQLException {
        if (whole.hasBegun) {
            return new Result(List.of(), List.of());
        }
        try (Database other = Database.openSnapshot(database.file())) {
            Run run = unlimited(other, "quick_check");
            String before = "";
            while (!run.hasBegun && !stopped && !run.words().equals(before) && pretend(other, run.words())) {
                before = run.words();
                run = unlimited(other, "quick_check");
            }
            // Of values it says nothing that counts.
            return new Result(
                    run.findings.damage(),
                    run.hasBegun
                            ? List.of()
                            : List.of("SQLite's integrity_check cannot look at the"
                                    + " database as a whole here, but at each table by itself: " + run.words()));
        }
    }

    /** Whether there was something missing that now is there. */
    private static boolean pretend(Database database, String refusal) throws SQLException {
        Matcher collation = MISSING_COLLATION.matcher(refusal);
        if (collation.matches()) {
            database.pretendToKnow(collation.group(1));
            return true;
        }
        Matcher function = MISSING_FUNCTION.matcher(refusal);
        if (function.matches()) {
            database.pretendToCompute(function.group(1));
            return true;
        }
        return false;
    }

    private Result tables() throws SQLException {
        var notes = new ArrayList<String>();
        var names = new ArrayList<>(List.of("sqlite_schema"));
        Schema.read(database).objects().stream()
                .filter(o -> o.type() == SchemaObject.Type.TABLE)
                .forEach(o -> names.add(o.name()));
        for (String name : names) {
            Run run = run(database, "integrity_check(" + Identifiers.quote(name) + ")");
            if (!run.findings.damage().isEmpty()) {
                return run.result();
            }
            notes.addAll(run.findings.notes());
            if (run.refusal.isPresent()) {
                notes.add("table '" + name + "' could not be checked here beyond its pages: " + run.words());
            } else if (run.findings.count() == MOST_OF_A_TABLE) {
                notes.add(
                        "table '" + name + "' could not be checked to its end here: " + MOST_OF_A_TABLE + " findings");
            }
        }
        return new Result(List.of(), few(notes));
    }

    private static List<String> few(List<String> notes) {
        if (notes.size() <= MOST_NOTES) {
            return notes;
        }
        var few = new ArrayList<>(notes.subList(0, MOST_NOTES));
        few.add("SQLite's integrity_check has " + (notes.size() - MOST_NOTES) + " more to say of other tables");
        return few;
    }

    private Run unlimited(Database on, String pragma) throws SQLException {
        Run first = run(on, pragma + "(" + FEW + ")");
        boolean hasMore =
                first.findings.count() == FEW && first.findings.damage().isEmpty() && !stopped;
        return hasMore ? run(on, pragma + "(" + ALL + ")") : first;
    }

    private Run run(Database on, String pragma) throws SQLException {
        on.stopWhen(this::isToStop, STEPS_PER_LOOK);
        var run = new Run();
        try (PreparedStatement statement = on.connection().prepareStatement("PRAGMA main." + pragma)) {
            run.hasBegun = true;
            ResultSet row = statement.executeQuery();
            while (run.findings.isOpen() && row.next()) {
                run.findings.add(row.getString(1));
            }
        } catch (SQLException e) {
            if (Malformed.is(e)) {
                // Some damage ends the check itself; what it said before tells more.
                run.findings.addDamage(SqliteErrors.words(e));
            } else if (SqliteErrors.isRefusal(e)) {
                run.refusal = Optional.of(e);
            } else if (!stopped) {
                throw e;
            }
        }
        return run;
    }

    private boolean isToStop() {
        stopped = stopped || mustStop.getAsBoolean();
        return stopped;
    }

    /** One pragma. */
    private static final class Run {
        private final CheckFindings findings = new CheckFindings();

        /** Whether SQLite took it; if it refuses later, in some row or search, all pages have been looked at before. */
        private boolean hasBegun;

        private Optional<SQLException> refusal = Optional.empty();

        String words() {
            return refusal.map(SqliteErrors::words).orElse("");
        }

        Result result() {
            return new Result(findings.damage(), findings.notes());
        }
    }
}
