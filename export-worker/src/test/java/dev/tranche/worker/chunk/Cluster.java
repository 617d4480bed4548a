package dev.tranche.worker.chunk;

import dev.tranche.model.job.JobId;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.InMemoryObjectStore;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.FaultyJobStore;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.simulation.Baton;
import dev.tranche.worker.simulation.Broker;
import dev.tranche.worker.simulation.Invariants;
import dev.tranche.worker.simulation.MemorySpool;
import dev.tranche.worker.simulation.Port;
import dev.tranche.worker.simulation.Receiver;
import dev.tranche.worker.simulation.Wire;
import dev.tranche.worker.spool.SpoolFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Several worker processes, a gateway and what they share, in one thread at a time and in virtual time. Whoever dies is replaced, whoever
 * is stopped is stood in for. {@link Invariants} watch all of it.
 */
final class Cluster implements AutoCloseable, Wire.Operator {
    /** Three blocks of it and a bit make a part. */
    static final PartSize PART_SIZE = new PartSize(1_000);

    private static final Duration RESTARTED_AFTER = Duration.ofSeconds(1);

    /** AMQP's heartbeats of 30 s, twice: then the broker gives the messages of a process that is silent to others, if not before. */
    private static final Duration CUT_WITHIN = Duration.ofSeconds(60);

    /** What is done between two naps, unless something goes wrong again and again. */
    private static final Duration AWAKE = Duration.ofMinutes(2);

    private static final int NAPS = 30;

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
    final Gateways gateways;
    private final Ports ports;
    private final Crew crew;
    private final Random random;
    private final List<Machine> machines = new ArrayList<>();
    private int asleep;
    private int started;
    private int deaths;

    Cluster(Crew crew, Wire.Times times, long seed, Rules rules) {
        this.crew = crew;
        this.random = new Random(seed);
        this.wire = new Wire(baton, times, this);
        this.spool = new MemorySpool(wire.to(Port.SPOOL));
        this.broker = new Broker(baton, wire);
        this.receiver = new Receiver(wire.to(Port.RECEIVER));
        var jobs = new FaultyJobStore(rules.atTheStore(rows, this), wire.to(Port.JOBS));
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
        this.gateways = new Gateways(ports, invariants);
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

    /** SIGTERM for one of them, whichever that number means; it is replaced when it has ended. */
    void terminateOne(int which) {
        var awake = awake();
        if (!awake.isEmpty()) {
            var machine = awake.get(which % awake.size());
            machine.terminate(() -> exit(machine));
        }
    }

    private void exit(Machine machine) {
        if (machines.remove(machine)) {
            baton.kill(machine.life());
            broker.cut(machine.life());
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
        var awake = awake();
        if (!awake.isEmpty()) {
            stop(awake.get(which % awake.size()).life(), time);
        }
    }

    private List<Machine> awake() {
        return machines.stream().filter(m -> !m.life().isStopped()).toList();
    }

    /** A caller asks for an export of a database with that many bytes. */
    JobId accept(int bytes) {
        return gateways.accept("db" + bytes);
    }

    /** Lets everything happen until nothing is left to do, a week later too, and looks at what is left. */
    void runToRest(Duration atMost) {
        runUntil(this::isSettled, atMost);
        for (int i = 0; i < NAPS && invariants.hold() && !isAtRest(); i++) {
            baton.sleepAll(untilNextCleaning());
            runUntil(this::mayNap, AWAKE);
        }
        if (invariants.hold()) {
            invariants.checkAtRest(
                    broker.chunks(),
                    spool.all().stream().map(SpoolFile::fileName).toList(),
                    receiver.posts());
        }
    }

    private void runUntil(BooleanSupplier done, Duration atMost) {
        baton.runUntil(() -> !invariants.hold() || done.getAsBoolean(), atMost);
    }

    /** Also that nobody is in the middle of something: a nap would stop it there for longer than the second cleaning allows for (P9). */
    private boolean isSettled() {
        return gateways.isQuiet()
                && asleep == 0
                && machines.stream().allMatch(Machine::isIdle)
                && wire.onTheirWay() == 0
                && invariants.outstanding().allAnnounced();
    }

    private boolean isAtRest() {
        return invariants.outstanding().allCleaned()
                && isSettled()
                && broker.chunks() == 0
                && spool.isEmpty()
                && memory.openUploads() == 0;
    }

    private boolean mayNap() {
        return isAtRest() || (isSettled() && !untilNextCleaning().isZero());
    }

    /** Nobody has to be awake before: it takes a quarter of an hour to the second cleaning, and more until the object expires. */
    private Duration untilNextCleaning() {
        var next = invariants.outstanding().nextCleaning().orElse(baton.instant());
        return next.isAfter(baton.instant()) ? Duration.between(baton.instant(), next) : Duration.ZERO;
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
