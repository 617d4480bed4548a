package dev.tranche.worker.chunk;

/** How a stage of a job ended: the delivery goes on with the next one, or has come to its {@link Outcome}. */
sealed interface StageEnd permits StageEnd.GoOn, StageEnd.BeginAnew, Outcome {

    /** The row was advanced and the claim kept: read it again and do what it says. */
    record GoOn() implements StageEnd {}

    /** The upload cannot be finished as it is: once more from the same snapshot, by {@link NewGeneration}. */
    record BeginAnew(NewGeneration.Cause cause) implements StageEnd {}
}
