package dev.tranche.worker.chunk;

/**
 * What can be done with a message besides reading it. A call that fails because the channel is gone is no error: the broker then
 * gives the message to somebody else, for whom it is a redelivered one (P1).
 */
interface Delivery {
    /** The message has done its work and may be forgotten. Does nothing if {@link #acknowledgeEarly} was called. */
    void acknowledge();

    /** Puts the message back where it came from, to come again as a redelivered one. False if it was acknowledged early. */
    boolean giveBack();

    /** Forgets the message although the work goes on: heartbeat and repair carry the job from here (P13). From any thread. */
    void acknowledgeEarly();
}
