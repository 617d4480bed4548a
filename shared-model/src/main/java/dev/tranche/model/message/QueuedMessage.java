package dev.tranche.model.message;

/**
 * A message of ours. The row in the job store is the truth and a message only a nudge (P1), so losing or doubling one does
 * no harm that repair does not mend.
 */
public sealed interface QueuedMessage permits ChunkMessage, CallbackMessage {
    /** The version of the bodies; a body with another one is not read. */
    int VERSION = 1;

    /** What this message is about, for logs and the management pages, such as {@code export_…/3}. */
    String id();
}
