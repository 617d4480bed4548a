package dev.tranche.standalone.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * One line at the terminal that is written over while the job goes on. Where nobody watches (no terminal), each change is a line
 * of its own. For one thread.
 */
public final class ProgressLine {
    private static final double MEBIBYTE = 1024.0 * 1024;

    private final PrintStream out;
    private final Style style;
    private String shown = "";

    /** How a change is shown. */
    public enum Style {
        /** Over the line before: a person watches. */
        REWRITTEN,
        /** As a line of its own: the output goes to a file. */
        APPENDED
    }

    ProgressLine(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    void show(JobView job, Duration elapsed) {
        String state = "  %-11s  table %d of %d  %s"
                .formatted(
                        job.status(),
                        Math.min(job.tables().completed() + 1, job.tables().total()),
                        job.tables().total(),
                        size(job.bytesWritten()));
        if (style == Style.APPENDED && state.equals(shown)) {
            return;
        }
        shown = state;
        String line = String.format(Locale.ROOT, "%s  %.1f s", state, elapsed.toMillis() / 1000.0);
        // The blanks cover what a longer line before this one left on the terminal.
        out.print(style == Style.REWRITTEN ? line + "   \r" : line + "\n");
        out.flush();
    }

    void end() {
        if (style == Style.REWRITTEN) {
            out.println();
        }
    }

    static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }
}
