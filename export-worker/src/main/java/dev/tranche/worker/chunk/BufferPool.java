package dev.tranche.worker.chunk;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The arrays that parts are gathered in, used again so that a new job costs no new memory (C3). Holds at most as many as all
 * consumers need at once: two each, since one fills while the other uploads. Thread-safe.
 */
final class BufferPool {
    private final int limit;
    private final Deque<byte[]> free = new ArrayDeque<>();

    /** {@code limit} is how many arrays are kept while nobody uses them. */
    BufferPool(int limit) {
        this.limit = limit;
    }

    /** An array of exactly that size, which holds anything. */
    synchronized byte[] take(int bytes) {
        var found = free.stream().filter(b -> b.length == bytes).findFirst();
        found.ifPresent(free::remove);
        if (found.isEmpty() && !free.isEmpty()) {
            // One of another size goes, so that old part sizes do not add up.
            free.pop();
        }
        return found.orElseGet(() -> new byte[bytes]);
    }

    /** Takes it back. The giver must be sure that nobody reads or writes it any more. */
    synchronized void give(byte[] buffer) {
        if (free.size() < limit) {
            free.push(buffer);
        }
    }
}
