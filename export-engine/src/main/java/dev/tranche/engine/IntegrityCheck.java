package dev.tranche.engine;

import dev.tranche.engine.sqlite.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** SQLite's own check of a whole database: every page, every index entry, every constraint. One thread. */
final class IntegrityCheck {
    /** Enough to see what is wrong, and short enough for a message. */
    private static final int FINDINGS = 3;

    /** What the check says when it finds nothing. Source: sqlite.org/pragma.html#pragma_integrity_check */
    private static final List<String> NOTHING_FOUND = List.of("ok");

    /** Pages, or steps of the virtual machine, between two looks: a slow disk reads as many in a second. */
    private static final int STEPS_PER_LOOK = 2_000;

    private final Database database;
    private final BooleanSupplier mustStop;

    /** Whatever a check found that was told to stop means nothing: an FTS4 index that it cannot read on calls itself malformed. */
    private boolean stopped;

    /** @param mustStop asked every second or more often; if it says yes the check ends soon */
    IntegrityCheck(Database database, BooleanSupplier mustStop) {
        this.database = database;
        this.mustStop = mustStop;
    }

    /**
     * Checks, which takes as long as reading all tables and indexes.
     *
     * @return false if it was stopped
     * @throws EngineException with what SQLite found
     */
    boolean passes() throws SQLException {
        database.stopWhen(this::isToStop, STEPS_PER_LOOK);
        List<String> findings = findings();
        if (stopped) {
            return false;
        }
        if (!findings.equals(NOTHING_FOUND)) {
            throw Failures.notIntact(findings);
        }
        return true;
    }

    private boolean isToStop() {
        stopped = stopped || mustStop.getAsBoolean();
        return stopped;
    }

    private List<String> findings() {
        var findings = new ArrayList<String>();
        try {
            database.texts("PRAGMA main.integrity_check(" + FINDINGS + ")", findings::add);
        } catch (SQLException e) {
            EngineException failure = Failures.of(e);
            switch (failure.reason()) {
                case INTERRUPTED -> stopped = true;
                // Some damage ends the check itself; what it said before tells more.
                case DAMAGED -> findings.add(failure.getMessage());
                case REFUSED -> throw Failures.notChecked(failure);
                default -> throw failure;
            }
        }
        return findings;
    }
}
