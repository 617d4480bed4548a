package dev.tranche.worker.simulation;

/** What can go wrong at one call. */
public enum Fault {
    /** The caller hears of a failure, and nothing has happened. */
    ERROR,
    /** It happened, and the caller hears of a failure. */
    ANSWER_LOST,
    /** The process dies, and nothing has happened. */
    CRASH_BEFORE,
    /** It happened, and the process dies before it knows. */
    CRASH_AFTER,
    /** The caller gives up after its time limit, and minutes later it happens all the same. */
    LATE,
    /** The process dies, and minutes later it happens all the same. */
    LATE_AFTER_CRASH,
    /** The process is stopped for longer than anything waits, and asks when others have finished. */
    STOPPED_BEFORE,
    /** It happened, and the process is stopped and hears the answer when others have finished. */
    STOPPED_AFTER,
    /** The process is stopped for long, and refused when it wakes up, because its credentials have expired. */
    STOPPED_AND_REFUSED,
    /** The store refuses, now and at every other try. */
    REFUSED,
    /** The answer takes seconds. */
    SLOW,
    /** The caller waits for an hour, alive and without any limit. */
    HANGS,
    /** Whoever calls there within the next seconds hears of a failure. */
    OUTAGE,
    /** A message that comes twice. */
    TWICE,
    /** A message that comes once more when newer steps are done. */
    TWICE_AND_LATE,
    /** A message that the broker confirms and loses. */
    LOST;

    /** Whether it can happen at this call. */
    public boolean fits(Call call) {
        return switch (this) {
            case ERROR, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER, STOPPED_BEFORE, STOPPED_AFTER, OUTAGE -> true;
            case LATE, LATE_AFTER_CRASH ->
                call.port() != Port.SPOOL && call != Call.ACKNOWLEDGE && call != Call.GIVE_BACK;
            case SLOW, HANGS -> true;
            case STOPPED_AND_REFUSED, REFUSED -> call.port() == Port.OBJECTS;
            case TWICE, TWICE_AND_LATE, LOST -> call == Call.PUBLISH;
        };
    }
}
