package dev.tranche.worker;

/** A worker that is configured so that it could do nothing; shown without a stack trace by {@link WorkerCannotStartAnalyzer}. */
final class WorkerCannotStart extends RuntimeException {
    private final String remedy;

    /** {@code remedy} says what to do, in a sentence. */
    WorkerCannotStart(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
