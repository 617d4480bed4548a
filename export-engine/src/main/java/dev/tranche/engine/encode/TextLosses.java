package dev.tranche.engine.encode;

/** Counts the texts that could not be written as they are, by what became of them. One thread. */
public final class TextLosses {
    private long replaced;
    private long guarded;

    /** One more was not valid UTF-8 and was written with U+FFFD. */
    public void replaced() {
        replaced++;
    }

    /** One more began like a formula and got an apostrophe. */
    public void guarded() {
        guarded(1);
    }

    /** As many names of columns did. */
    public void guarded(long names) {
        guarded += names;
    }

    /** How many were written with U+FFFD. */
    public long replacedTexts() {
        return replaced;
    }

    /** How many got an apostrophe. */
    public long guardedTexts() {
        return guarded;
    }
}
