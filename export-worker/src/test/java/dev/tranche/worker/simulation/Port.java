package dev.tranche.worker.simulation;

import dev.tranche.messaging.BrokerUnavailable;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.store.FaultyJobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** Where calls of the protocol go to, and how each says that it does not know what became of one. */
public enum Port {
    /** Job store. */
    JOBS(Duration.ofSeconds(20)) {
        @Override
        RuntimeException failure(String call) {
            return FaultyJobStore.failure(call);
        }
    },
    /** Object store. */
    OBJECTS(Duration.ofSeconds(90)) {
        @Override
        RuntimeException failure(String call) {
            return FaultyObjectStore.unavailable(call);
        }
    },
    /** Message broker. */
    BROKER(Duration.ofSeconds(10)) {
        @Override
        RuntimeException failure(String call) {
            if (!call.equals("publish")) {
                return new BrokerUnavailable(call, new IOException("a fault of the test"));
            }
            var any = new ChunkMessage(new JobId("export_20260101-000000_abcdefghijkl"), 0, Via.NEW, Instant.EPOCH);
            return new PublishFailed(PublishFailed.Reason.TIMEOUT, MessageQueue.CHUNKS, any, "a fault of the test");
        }
    },
    /** Spool folder. */
    SPOOL(Duration.ofSeconds(60)) {
        @Override
        RuntimeException failure(String call) {
            return new UncheckedIOException(new IOException("a fault of the test at " + call));
        }
    },
    /** Who wants to be called. */
    RECEIVER(Duration.ofSeconds(10)) {
        @Override
        RuntimeException failure(String call) {
            return new NoAnswer();
        }
    };

    /** The receiver of a callback did not answer. */
    public static final class NoAnswer extends RuntimeException {
        private NoAnswer() {
            super("a fault of the test");
        }
    }

    private final Duration timeLimit;

    Port(Duration timeLimit) {
        this.timeLimit = timeLimit;
    }

    /** How long a caller waits for an answer at most. */
    public Duration timeLimit() {
        return timeLimit;
    }

    abstract RuntimeException failure(String call);
}
