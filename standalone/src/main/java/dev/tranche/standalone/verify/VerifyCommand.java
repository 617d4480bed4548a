package dev.tranche.standalone.verify;

import dev.tranche.engine.verify.CannotVerify;
import dev.tranche.engine.verify.Verdict;
import dev.tranche.engine.verify.Verification;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code verify --database FILE --export FILE}: reads an export back, compares it with the database, and says in one line
 * what was compared or where the two part. Starts no service.
 */
public final class VerifyCommand {
    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int NOT_COMPARED = 2;

    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out for the one line
     * @param err for what kept it from comparing
     */
    public VerifyCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Compares. The exit code for the process: 0 the same, 1 different, 2 not compared. */
    public int run(List<String> words) {
        try {
            var arguments = VerifyArguments.parse(words);
            return say(new Verification(arguments.database(), arguments.export(), arguments.tables()).run());
        } catch (CannotVerify | WrongArguments e) {
            err.println("verify: " + e.getMessage());
            return NOT_COMPARED;
        }
    }

    private int say(Verdict verdict) {
        if (verdict instanceof Verdict.Same same) {
            out.println("the same: " + same.rows() + " rows in " + same.tables() + " tables compared; not compared: "
                    + same.notCompared());
            return SAME;
        }
        if (verdict instanceof Verdict.Different different) {
            out.println("different: " + different.first());
            return DIFFERENT;
        }
        throw new IllegalStateException("no words for " + verdict);
    }
}
