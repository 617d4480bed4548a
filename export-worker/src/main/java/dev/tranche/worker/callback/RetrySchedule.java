package dev.tranche.worker.callback;

import dev.tranche.model.message.MessageQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a callback that failed is tried again, and how often.
 *
 * @param waits before the second try, the third and so on; after the last the callback is abandoned
 */
record RetrySchedule(List<MessageQueue> waits) {
    /** Two more tries, 5 s and 1 min after a failure. */
    static final RetrySchedule DEFAULT =
            new RetrySchedule(List.of(MessageQueue.CALLBACKS_RETRY_5S, MessageQueue.CALLBACKS_RETRY_1M));

    RetrySchedule {
        waits = List.copyOf(waits);
        for (var queue : waits) {
            if (queue.ttl().isEmpty() || queue.returnsTo().stream().noneMatch(MessageQueue.CALLBACKS::equals)) {
                throw new IllegalArgumentException(queue + " is no retry queue of callbacks");
            }
        }
    }

    /** Where the message waits after so many tries have failed; empty if there is no further one. */
    Optional<MessageQueue> afterTries(int tries) {
        return tries <= waits.size() ? Optional.of(waits.get(tries - 1)) : Optional.empty();
    }

    static Duration waitOf(MessageQueue retryQueue) {
        return retryQueue.ttl().orElseThrow();
    }
}
