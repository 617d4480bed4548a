package dev.tranche.worker.sweep;

/** What the sweeper does about a live job. */
enum Verdict {
    /** Nothing: it is at work, waits its turn, or has not been quiet for long. */
    LEAVE,
    /** Its message is lost: send it again (P11). */
    REPAIR,
    /** The row and the queue say that it is stuck, or soon will: keep an own eye on it (P12). */
    WATCH,
    /** It is stuck, by the row, the queue and what this sweeper has seen itself: end it (P12). */
    TIME_OUT
}
