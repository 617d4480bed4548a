package dev.tranche.worker.chunk;

import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.InMemoryObjectStore;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.FaultyJobStore;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.worker.simulation.Baton;
import dev.tranche.worker.simulation.Broker;
import dev.tranche.worker.simulation.Invariants;
import dev.tranche.worker.simulation.MemorySpool;
import dev.tranche.worker.simulation.Port;
import dev.tranche.worker.simulation.Receiver;
import dev.tranche.worker.simulation.Wire;
import dev.tranche.worker.spool.SpoolFile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Several worker processes, a gateway and what they share, in one thread at a time and in virtual time. Whoever dies is replaced, whoever
 * is stopped is stood in for. {@link Invariants} watch all of it.
 */
final class Cluster implements AutoCloseable, Wire.Operator {
    /** Three blocks of it and a bit make a part. */
    static final PartSize PART_SIZE = new PartSize(1_000);

    private static final URI CALLBACK = URI.create("https://example.org/hook");
    private static final Duration RESTARTED_AFTER = Duration.ofSeconds(1);

    /** AMQP's heartbeats of 30 s, twice: then the broker gives the messages of a process that is silent to others, if not before. */
    private static final Duration CUT_WITHIN = Duration.ofSeconds(60);

    private static final Duration CLEANED_AGAIN = Duration.ofMinutes(16);

    /**
     * What the processes share.
     *
     * @param jobs as the workers see it
     */
    record Ports(
            Baton baton,
            JobStore jobs,
            ObjectStore objects,
            Broker broker,
            MemorySpool spool,
            Engine engine,
            Receiver receiver,
            RandomGenerator random) {}

    /** How much at once. */
    record Size(PartSize parts, Duration slice) {}

    /** How many processes there are, and how many chunks each works on at a time. */
    record Crew(int machines, int consumers) {}

    final Baton baton = new Baton();
    final Wire wire;
    final InMemoryJobStore rows = new InMemoryJobStore(baton);
    final InMemoryObjectStore memory = new InMemoryObjectStore(baton);
    final MemorySpool spool;
    final Broker broker;
    final Receiver receiver;
    final Invariants invariants;
    private final FaultyJobStore jobs;
    private final Ports ports;
    private final Crew crew;
    private final Random random;
    private final List<Machine> machines = new ArrayList<>();
    private int asleep;
    private int atTheDoor;
    private int started;
    private int deaths;

    Cluster(Crew crew, Wire.Times times, long seed, Rules rules) {
        this.crew = crew;
        this.random = new Random(seed);
        this.wire = new Wire(baton, times, this);
        this.spool = new MemorySpool(wire.to(Port.SPOOL));
        this.broker = new Broker(baton, wire);
        this.receiver = new Receiver(wire.to(Port.RECEIVER));
        this.jobs = new FaultyJobStore(rules.atTheStore(rows, this), wire.to(Port.JOBS));
        this.invariants = new Invariants(
                rows,
                memory,
                spool::has,
                job -> PatternEngine.documentOf(job.admission().request().database()));
        this.ports = new Ports(
                baton,
                rules.atTheWorker(jobs, this),
                new FaultyObjectStore(memory, wire.to(Port.OBJECTS)),
                broker,
                spool,
                new PatternEngine(wire.to(Port.SPOOL), spool, baton, this),
                receiver,
                random);
        for (int i = 0; i < crew.machines; i++) {
            startMachine();
        }
    }

    /** What the workers reach. */
    Ports ports() {
        return ports;
    }

    private void startMachine() {
        started++;
        machines.add(new Machine("worker-" + started, crew.consumers, ports, new Size(PART_SIZE, Duration.ZERO)));
    }

    @Override
    public void kill(Baton.Life life) {
        baton.kill(life);
        broker.cut(life);
        if (machines.removeIf(machine -> machine.life() == life)) {
            deaths++;
            baton.after(RESTARTED_AFTER, this::startMachine);
        }
    }

    @Override
    public void stop(Baton.Life life, Duration time) {
        asleep++;
        baton.stop(life);
        baton.after(Duration.ofMillis(random.nextLong(CUT_WITHIN.toMillis())), () -> {
            if (life.isStopped()) {
                broker.cut(life);
            }
        });
        baton.after(time, () -> {
            asleep--;
            baton.goOn(life);
            broker.reconnect(life);
        });
        if (machines.stream().allMatch(machine -> machine.life().isStopped())) {
            baton.after(RESTARTED_AFTER, this::startMachine);
        }
    }

    /** Kills one of them, whichever that number means. */
    void killOne(int which) {
        if (!machines.isEmpty()) {
            kill(machines.get(which % machines.size()).life());
        }
    }

    /** Stops one of them, whichever that number means. */
    void stopOne(int which, Duration time) {
        var awake = machines.stream().filter(m -> !m.life().isStopped()).toList();
        if (!awake.isEmpty()) {
            stop(awake.get(which % awake.size()).life(), time);
        }
    }

    /** A caller asks for an export of a database with that many bytes, and asks again until it is told that it has a job. */
    JobId accept(int bytes) {
        return accept("db" + bytes);
    }

    /** The same for a database of that name. */
    JobId accept(String database) {
        var request = new ExportRequest(database, ExportFormat.SQL, List.of(), CALLBACK);
        var id = JobId.create(baton.instant(), random);
        var admission = new Admission(id, "anonymous", request, baton.instant(), 1);
        atTheDoor++;
        knock(admission);
        return id;
    }

    /** The same in a while. */
    void acceptLater(Duration after, int bytes, Consumer<JobId> accepted) {
        atTheDoor++;
        baton.after(after, () -> {
            atTheDoor--;
            accepted.accept(accept(bytes));
        });
    }

    private void knock(Admission admission) {
        var gateway = new Baton.Life();
        baton.start(gateway, () -> admit(admission));
        baton.after(Duration.ofSeconds(30), () -> {
            if (gateway.isDead()) {
                knock(admission);
            }
        });
    }

    /** As the gateway does: the row first, then the message, and the answer does not depend on it (P1). */
    private void admit(Admission admission) {
        while (true) {
            try {
                jobs.insert(admission);
                break;
            } catch (JobStoreException e) {
                baton.pause(1_000);
            }
        }
        try {
            broker.publish(MessageQueue.CHUNKS, new ChunkMessage(admission.id(), 0, Via.NEW, admission.createdAt()));
        } catch (PublishFailed e) {
            // Repair sends it.
        }
        atTheDoor--;
    }

    /** The owner wants no more of it. */
    void cancel(JobId id) {
        var gateway = new Baton.Life();
        baton.start(gateway, () -> {
            while (true) {
                try {
                    jobs.cancel(id, jobs.now());
                    return;
                } catch (JobStoreException e) {
                    baton.pause(1_000);
                }
            }
        });
    }

    /** Lets everything happen until nothing is left to do but the second cleaning, then that, and looks at what is left. */
    void runToRest(Duration atMost) {
        baton.runUntil(() -> !invariants.violations().isEmpty() || isSettled(), atMost);
        wire.calm();
        for (int i = 0; i < 4 && invariants.violations().isEmpty() && !isClean(); i++) {
            baton.sleepAll(CLEANED_AGAIN);
            baton.runUntil(this::isClean, Duration.ofMinutes(2));
        }
        if (invariants.violations().isEmpty()) {
            invariants.checkAtRest(
                    broker.chunks(),
                    spool.all().stream().map(SpoolFile::fileName).toList(),
                    receiver.posts());
        }
    }

    private boolean isSettled() {
        return atTheDoor == 0
                && asleep == 0
                && wire.onTheirWay() == 0
                && invariants.allEnded()
                && invariants.accepted().stream().map(this::row).allMatch(Cluster::isAnnounced);
    }

    private static boolean isAnnounced(Job job) {
        return job.aftermath().callback().state() != Aftermath.CallbackState.PENDING;
    }

    private boolean isClean() {
        return broker.chunks() == 0
                && spool.all().isEmpty()
                && memory.openUploads() == 0
                && invariants.accepted().stream()
                        .allMatch(id -> row(id).aftermath().cleanings() == 2);
    }

    /** How many workers were killed. */
    int deaths() {
        return deaths;
    }

    Job row(JobId id) {
        return rows.find(id).orElseThrow();
    }

    @Override
    public void close() {
        baton.close();
    }
}
