package dev.tranche.worker.chunk;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.Release;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.sweep.Cleaner;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an {@link Outcome} into its effects, always in one order: record it in the row, publish with a confirm, then acknowledge
 * (P6); a job that has ended goes on to {@link CallbackNudge} and {@link Cleaner} (P9). Thread-safe. A delivery that dies between
 * two effects is redelivered, finds the row ahead of it and sends the row's message once more.
 */
final class Settlement {
    /** The wait before a message is published again that the broker did not confirm. */
    private static final Duration PUBLISH_AGAIN_AFTER = Duration.ofSeconds(1);

    private static final int PUBLISH_TRIES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** What the effects go to. */
    record Ports(JobStore jobs, ConfirmedPublisher publisher, AfterEnd afterEnd) {}

    /** What follows the terminal write. */
    record AfterEnd(CallbackNudge callbacks, Cleaner cleaner, Retention retention) {}

    private final Ports ports;
    private final Fence fence;
    private final Leftovers leftovers;
    private final Pause pause;

    Settlement(Ports ports, Fence fence, Leftovers leftovers, Pause pause) {
        this.ports = ports;
        this.fence = fence;
        this.leftovers = leftovers;
        this.pause = pause;
    }

    /** What becomes of the message in the end. */
    private enum Message {
        ACKNOWLEDGED,
        GIVEN_BACK
    }

    /** When the commit was that sent this message, if it came by way of the delay queue. */
    static Instant committedAt(ChunkMessage next) {
        return next.queuedAt().minus(waitIn(MessageQueue.CHUNKS_DELAY));
    }

    private static Duration waitIn(MessageQueue queue) {
        return queue.ttl().orElse(Duration.ZERO);
    }

    /** Records, publishes and acknowledges. */
    void settle(Arrival arrival, Delivery delivery, Outcome outcome) {
        var message = outcome.handle(new Effects(arrival));
        if (message == Message.ACKNOWLEDGED) {
            delivery.acknowledge();
        } else if (!delivery.giveBack() && outcome instanceof Outcome.GaveBack gaveBack) {
            // Acknowledged long ago, so that only a new message tells others to go on (P13).
            publish(arrival, MessageQueue.CHUNKS, gaveBack.hold().claim().step(), Via.FAILED);
        }
    }

    /**
     * True once the broker keeps it. An alarm of the broker is waited out with the message in hand: given back, it would come again at
     * once, to be given back once more, until the broker takes it for one that nobody can handle.
     */
    private boolean publish(Arrival arrival, MessageQueue queue, int step, Via via) {
        var queuedAt = ports.jobs.now().plus(waitIn(queue));
        var message = new ChunkMessage(arrival.jobId(), step, via, queuedAt);
        for (int tries = 1; ; ) {
            try {
                ports.publisher.publish(queue, message, arrival.trace());
                return true;
            } catch (PublishFailed e) {
                LOG.warn("{}", e.getMessage());
                if (e.reason() != PublishFailed.Reason.BLOCKED) {
                    tries++;
                }
                if (tries > PUBLISH_TRIES || !pause.sleep(PUBLISH_AGAIN_AFTER)) {
                    return false;
                }
            }
        }
    }

    /** What is recorded and published in each case, for one message. */
    private final class Effects implements Outcome.Handler<Message> {
        private final Arrival arrival;

        Effects(Arrival arrival) {
            this.arrival = arrival;
        }

        private Message send(MessageQueue queue, int step, Via via) {
            // Not confirmed: the message that is here stays the trace that leads to the row's step (P1).
            return publish(arrival, queue, step, via) ? Message.ACKNOWLEDGED : Message.GIVEN_BACK;
        }

        @Override
        public Message stale(Outcome.Stale outcome) {
            return Message.ACKNOWLEDGED;
        }

        @Override
        public Message lastTrace(Outcome.LastTrace outcome) {
            var turn = outcome.job().turn();
            return turn.isHeld(ports.jobs.now())
                    ? send(MessageQueue.CHUNKS_RETRY_1S, turn.step(), Via.REFUSED)
                    : send(MessageQueue.CHUNKS, turn.step(), Via.REPAIR);
        }

        @Override
        public Message refused(Outcome.Refused outcome) {
            return send(MessageQueue.CHUNKS_RETRY_1S, outcome.step(), Via.REFUSED);
        }

        @Override
        public Message unreadable(Outcome.Unreadable outcome) {
            return Message.GIVEN_BACK;
        }

        @Override
        public Message committed(Outcome.Committed outcome) {
            var hold = outcome.hold();
            var claim = hold.claim();
            return switch (fence.advance(claim, () -> ports.jobs.commit(claim, outcome.commit(), ports.jobs.now()))) {
                case LOST -> lost(hold);
                case UNREADABLE -> Message.GIVEN_BACK;
                case WON -> {
                    hold.close();
                    var message = send(MessageQueue.CHUNKS_DELAY, claim.step() + 1, Via.NEXT);
                    leftovers.remove(hold);
                    yield message;
                }
            };
        }

        @Override
        public Message finished(Outcome.Finished outcome) {
            return end(outcome.hold(), ports.afterEnd.retention.completed(ports.jobs.now()));
        }

        @Override
        public Message failed(Outcome.Failed outcome) {
            return end(outcome.hold(), Ending.failed(ports.jobs.now(), outcome.cause()));
        }

        private Message end(Hold hold, Ending ending) {
            var claim = hold.claim();
            return switch (fence.end(claim, () -> ports.jobs.end(claim, ending))) {
                case LOST -> lost(hold);
                case UNREADABLE -> Message.GIVEN_BACK;
                case WON -> {
                    hold.close();
                    ended(claim.id());
                    yield Message.ACKNOWLEDGED;
                }
            };
        }

        @Override
        public Message retryLater(Outcome.RetryLater outcome) {
            var now = ports.jobs.now();
            var release = Release.failed(now, now.plus(outcome.delay()), outcome.cause());
            return release(outcome.hold(), release, MessageQueue.chunkRetryAfter(outcome.delay()), Via.FAILED);
        }

        @Override
        public Message waiting(Outcome.Waiting outcome) {
            var now = ports.jobs.now();
            var release = Release.waiting(now, now.plus(outcome.delay()), outcome.reason());
            return release(outcome.hold(), release, MessageQueue.chunkRetryAfter(outcome.delay()), Via.REFUSED);
        }

        /** By the shortest queue, again and again until it is due: any other returns all that wait in it at the same moment. */
        @Override
        public Message apart(Outcome.Apart outcome) {
            var now = ports.jobs.now();
            var release =
                    Release.waiting(now, now.plus(outcome.delay()), "a try apart from others: workers died at it");
            return release(outcome.hold(), release, MessageQueue.CHUNKS_RETRY_1S, Via.REFUSED);
        }

        private Message release(Hold hold, Release release, MessageQueue queue, Via via) {
            var claim = hold.claim();
            return switch (fence.release(claim, () -> ports.jobs.release(claim, release))) {
                case LOST -> lost(hold);
                case UNREADABLE -> Message.GIVEN_BACK;
                case WON -> {
                    hold.close();
                    var message = send(queue, claim.step(), via);
                    leftovers.remove(hold);
                    yield message;
                }
            };
        }

        @Override
        public Message gaveBack(Outcome.GaveBack outcome) {
            var claim = outcome.hold().claim();
            var release = Release.givenBack(ports.jobs.now());
            return switch (fence.release(claim, () -> ports.jobs.release(claim, release))) {
                case LOST -> lost(outcome.hold());
                case UNREADABLE -> Message.GIVEN_BACK;
                case WON -> {
                    leftovers.remove(outcome.hold());
                    yield Message.GIVEN_BACK;
                }
            };
        }

        @Override
        public Message lost(Outcome.Lost outcome) {
            return lost(outcome.hold());
        }

        /** Others carry the job now; if it has ended meanwhile, its cleaning need not wait for the sweeper. */
        private Message lost(Hold hold) {
            hold.close();
            leftovers.remove(hold);
            ended(hold.claim().id());
            return Message.ACKNOWLEDGED;
        }

        /** P9: best effort at once, and what is not done now is due in the row. */
        private void ended(JobId jobId) {
            try {
                ports.jobs.find(jobId).filter(job -> !job.isLive()).ifPresent(this::ended);
            } catch (RuntimeException e) {
                LOG.warn("job {} has ended and is left to the sweeper: {}", jobId, e.getMessage());
            }
        }

        private void ended(Job job) {
            ports.afterEnd.callbacks.send(job, arrival.trace());
            ports.afterEnd.cleaner.clean(job);
        }
    }
}
