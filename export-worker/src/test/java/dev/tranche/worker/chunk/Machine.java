package dev.tranche.worker.chunk;

import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.storage.source.Databases;
import dev.tranche.worker.activity.WorkerActivity;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.callback.SimulatedCallbacks;
import dev.tranche.worker.simulation.Baton;
import dev.tranche.worker.simulation.Broker;
import dev.tranche.worker.sweep.Cleaner;
import dev.tranche.worker.sweep.SimulatedSweeper;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One worker process of a {@link Cluster}, as production puts it together but for Spring: consumers of chunks, one of callbacks, and the
 * sweeper. Its threads take turns with those of all the others.
 */
final class Machine implements Ticker, Pause {
    private static final Duration GIVE_BACK_AFTER = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** The shortest that there is, so that files expire in every run. */
    private static final Duration RETENTION = Duration.ofHours(1);

    /** Measures nothing. */
    private static final CompositeMeterRegistry METERS = new CompositeMeterRegistry();

    private final Baton baton;
    private final Broker broker;
    private final Baton.Life life = new Baton.Life();
    private final Shutdown shutdown;
    private final SimulatedSweeper sweeper;
    private final Chunk chunk;
    private final WorkerActivity activity;
    private final SimulatedCallbacks callbacks;
    private int inHand;

    /** @param consumers how many chunks it works on at a time */
    Machine(String name, int consumers, Cluster.Ports ports, Cluster.Size size) {
        baton = ports.baton();
        broker = ports.broker();
        shutdown = new Shutdown(baton::nanoTime);
        activity = new WorkerActivity(() -> shutdown.isRequested() ? 0 : consumers, baton::nanoTime);
        chunk = newChunk(ports, size);
        callbacks = new SimulatedCallbacks(ports.jobs(), broker, ports.receiver(), METERS);
        sweeper = new SimulatedSweeper(
                name,
                new SimulatedSweeper.Ports(ports.jobs(), ports.objects(), broker, ports.spool()),
                activity,
                METERS);
        for (int i = 0; i < consumers; i++) {
            baton.start(life, this::consume);
        }
        baton.start(life, this::consumeCallbacks);
        sweeper.start(baton, life);
    }

    private Chunk newChunk(Cluster.Ports ports, Cluster.Size size) {
        var chunkPorts =
                new ChunkFactory.Ports(ports.jobs(), ports.objects(), broker, new AnyDatabase(), ports.spool());
        var tools = new Chunk.Tools(new ChunkMetrics(METERS), this, ports.random(), baton::nanoTime);
        var world = new ChunkFactory.World(ports.engine(), tools, Runnable::run, shutdown, this);
        var slice = new Slice.Bounds(size.slice(), shutdown, baton::nanoTime);
        var cleaner = new Cleaner(ports.jobs(), ports.objects(), ports.spool());
        return ChunkFactory.create(
                chunkPorts,
                world,
                new ChunkFactory.Size(size.parts(), slice, 2),
                new Settlement.AfterEnd(new CallbackNudge(broker), cleaner, new Retention(RETENTION)));
    }

    private static final class AnyDatabase implements Databases {
        @Override
        public Optional<Path> find(String name) {
            return Optional.of(Path.of(name));
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }

    Baton.Life life() {
        return life;
    }

    /**
     * SIGTERM (P14): takes nothing more, ends what it has in its hands, and exits, in any case when its time is over.
     *
     * @param exit ends the process
     */
    void terminate(Runnable exit) {
        shutdown.request();
        broker.cancelConsumers(life);
        sweeper.stop();
        awaitEnd(exit);
    }

    /** Whether it has no message in hand. */
    boolean isIdle() {
        return inHand == 0;
    }

    private void awaitEnd(Runnable exit) {
        baton.after(LOOK_EVERY, () -> {
            boolean over = inHand == 0 || shutdown.left().isZero();
            if (over && !life.isStopped()) {
                exit.run();
            } else if (!life.isDead()) {
                awaitEnd(exit);
            }
        });
    }

    private void consume() {
        while (true) {
            var letter = broker.take(MessageQueue.CHUNKS);
            inHand++;
            var message = (ChunkMessage) letter.message();
            activity.taken(message.queuedAt());
            try {
                chunk.take(new Arrival(message, letter.redelivered(), TraceHeaders.NONE), new Handed(letter));
            } catch (RuntimeException e) {
                sleep(GIVE_BACK_AFTER);
                broker.giveBack(letter);
            } finally {
                activity.done();
                inHand--;
            }
        }
    }

    private void consumeCallbacks() {
        while (true) {
            var letter = broker.take(MessageQueue.CALLBACKS);
            inHand++;
            try {
                callbacks.handle((CallbackMessage) letter.message());
            } catch (JobStoreException e) {
                // As the listener does: the row owes the callback, and the sweeper asks again.
            }
            broker.acknowledge(letter);
            inHand--;
        }
    }

    @Override
    public boolean sleep(Duration time) {
        baton.pause(time.toMillis());
        return !shutdown.isOver();
    }

    @Override
    public Ticking every(Duration interval, Runnable action) {
        return new Tick(interval, action);
    }

    /** One call a interval, each in a thread of its own, and none before the last one is over. */
    private final class Tick implements Ticking {
        private final Duration interval;
        private final Runnable action;
        private boolean over;

        Tick(Duration interval, Runnable action) {
            this.interval = interval;
            this.action = action;
            next();
        }

        private void next() {
            baton.startAfter(interval, life, this::tick);
        }

        private void tick() {
            if (!over) {
                action.run();
                next();
            }
        }

        @Override
        public void stop() {
            over = true;
        }
    }

    /** What the chunk may do with a message. */
    private final class Handed implements Delivery {
        private final Broker.Letter letter;
        private boolean early;

        Handed(Broker.Letter letter) {
            this.letter = letter;
        }

        @Override
        public void acknowledge() {
            if (!early) {
                broker.acknowledge(letter);
            }
        }

        @Override
        public boolean giveBack() {
            if (!early) {
                broker.giveBack(letter);
            }
            return !early;
        }

        @Override
        public void acknowledgeEarly() {
            early = true;
            broker.acknowledgeEarly(letter);
        }
    }
}
