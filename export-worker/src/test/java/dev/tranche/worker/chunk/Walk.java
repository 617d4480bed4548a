package dev.tranche.worker.chunk;

import dev.tranche.model.job.JobId;
import dev.tranche.worker.simulation.Call;
import dev.tranche.worker.simulation.Fault;
import dev.tranche.worker.simulation.Port;
import dev.tranche.worker.simulation.Strike;
import dev.tranche.worker.simulation.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One run of several jobs on several machines with several faults, all of it chosen by a seed: which machines there are and how fast
 * their world is, when jobs come, at which calls what goes wrong, who is killed, stopped or cancelled, and when the clock jumps or the
 * broker forgets.
 */
final class Walk {
    private static final int MAX_FAULTS = 6;

    /** One less than fail a job (P10). */
    private static final int MAX_DEADLY = 4;

    /** The waits for later tries are longer than a walk. */
    private static final int MAX_AT_THE_RECEIVER = 2;

    private static final int[] SIZES = {0, 700, 1_000, 2_500, 4_100};
    private static final Call[] CALLS = Call.values();
    /** The calls at which a job's fate turns, which every second fault strikes. */
    private static final Call[] TURNS = {
        Call.CLAIM,
        Call.SNAPSHOT,
        Call.CREATE_UPLOAD,
        Call.PREPARE,
        Call.UPLOAD_PART,
        Call.COMMIT,
        Call.PUBLISH,
        Call.ACKNOWLEDGE,
        Call.RELEASE,
        Call.SEAL,
        Call.COMPLETE,
        Call.END
    };

    private static final Fault[] FAULTS = Fault.values();
    private static final Duration LONG_ENOUGH = Duration.ofHours(6);

    private final Random random;
    private final Cluster cluster;
    private final List<JobId> jobs = new ArrayList<>();
    private final List<String> plan = new ArrayList<>();
    private final boolean backlog;
    private int deadly;
    private int atTheReceiver;

    private Walk(long seed, Rules rules) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        backlog = random.nextInt(24) == 0;
        var crew = backlog ? new Cluster.Crew(1, 1) : new Cluster.Crew(1 + random.nextInt(3), 1 + random.nextInt(2));
        cluster = new Cluster(crew, new Times(), seed, rules);
        plan.add("seed " + seed + ": " + crew + (backlog ? " with a backlog" : ""));
    }

    /** What a walk came to: how it was planned, and which invariants it broke. */
    record Result(List<String> plan, List<String> violations) {}

    /** Runs it to its end. */
    static Result run(long seed, Rules rules) {
        var walk = new Walk(seed, rules);
        try (var cluster = walk.cluster) {
            walk.plan();
            cluster.runToRest(LONG_ENOUGH);
            return new Result(walk.plan, cluster.invariants.violations());
        }
    }

    /**
     * Most calls take no time to speak of, some take longer than a claim holds; with a backlog, parts take a minute and a half. What
     * is stopped or late is so for seconds or for minutes.
     */
    private final class Times implements Wire.Times {
        private final int slowOneIn = random.nextInt(3) == 0 ? 60 : 2_000;
        private final boolean slowParts = random.nextInt(3) == 0;

        @Override
        public long millis(Call call) {
            if (backlog && call == Call.UPLOAD_PART) {
                return 45_000;
            }
            if (slowParts && call == Call.UPLOAD_PART) {
                return random.nextInt(8_000);
            }
            if (random.nextInt(slowOneIn) == 0) {
                return random.nextInt(8_000);
            }
            // Most are not interrupted, which costs the machine that runs all this the least.
            return random.nextInt(3) > 0 ? 0 : random.nextInt(call.port() == Port.OBJECTS ? 60 : 6);
        }

        @Override
        public Duration stopped() {
            return aWhile();
        }

        @Override
        public Duration patience(Port port) {
            return Duration.ofMillis(random.nextLong(port.timeLimit().toMillis()));
        }

        @Override
        public Duration late() {
            return aWhile();
        }
    }

    /** Up to five minutes, and mostly short. */
    private Duration aWhile() {
        return Duration.ofMillis((long) (Math.pow(random.nextDouble(), 3) * 300_000));
    }

    private void plan() {
        int count = backlog ? 12 : 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            int bytes = backlog ? 2_500 : SIZES[random.nextInt(SIZES.length)];
            cluster.gateways.acceptLater(Duration.ofMillis(random.nextInt(2_000)), "db" + bytes, jobs::add);
            plan.add("a job of " + bytes + " bytes");
        }
        for (int i = random.nextInt(MAX_FAULTS + 1); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                event();
            } else {
                strike();
            }
        }
    }

    private void strike() {
        boolean turning = random.nextBoolean();
        var call = turning ? TURNS[random.nextInt(TURNS.length)] : CALLS[random.nextInt(CALLS.length)];
        var fault = FAULTS[random.nextInt(FAULTS.length)];
        int number = 1 + (int) (Math.pow(random.nextDouble(), 2) * (turning ? 15 : 60));
        if (!fault.fits(call) || isAnEnd(fault)) {
            strike();
            return;
        }
        boolean tooDeadly = isDeadly(fault) && ++deadly > MAX_DEADLY;
        if (tooDeadly || (call.port() == Port.RECEIVER && ++atTheReceiver > MAX_AT_THE_RECEIVER)) {
            return;
        }
        if (fault == Fault.STOPPED_AND_REFUSED) {
            cluster.invariants.mayFailWith("ExpiredToken");
        }
        var strike = new Strike(call, number, fault);
        plan.add(strike.toString());
        cluster.wire.add(strike);
    }

    /** After which no job can complete. */
    private static boolean isAnEnd(Fault fault) {
        return fault == Fault.HANGS || fault == Fault.REFUSED;
    }

    private static boolean isDeadly(Fault fault) {
        return switch (fault) {
            case CRASH_BEFORE,
                    CRASH_AFTER,
                    LATE_AFTER_CRASH,
                    STOPPED_BEFORE,
                    STOPPED_AFTER,
                    STOPPED_AND_REFUSED,
                    LATE -> true;
            case ERROR, ANSWER_LOST, SLOW, REFUSED, HANGS, OUTAGE, TWICE, TWICE_AND_LATE, LOST -> false;
        };
    }

    /** Something that no call is to blame for, within the first seconds or minutes. */
    private void event() {
        var at = aWhile();
        switch (random.nextInt(7)) {
            case 0 -> killSomeone(at);
            case 1 -> stopSomeone(at);
            case 2 -> jumpClock(at);
            case 3 -> {
                plan.add("the broker forgets at " + at);
                cluster.baton.after(at, cluster.broker::loseEverything);
            }
            case 4 -> terminateSomeone(at);
            case 5 -> {
                plan.add("a callback is replayed at " + at);
                withSomeJob(at, cluster.gateways::replay);
            }
            default -> {
                plan.add("a job is cancelled at " + at);
                withSomeJob(at, cluster.gateways::cancel);
            }
        }
    }

    private void withSomeJob(Duration at, Consumer<JobId> action) {
        int which = random.nextInt(5);
        cluster.baton.after(at, () -> {
            if (which < jobs.size()) {
                action.accept(jobs.get(which));
            }
        });
    }

    /** Deadly, since one that does not end in time is taken for dead. */
    private void terminateSomeone(Duration at) {
        int which = random.nextInt(5);
        if (++deadly <= MAX_DEADLY) {
            plan.add("a machine is told to end at " + at);
            cluster.baton.after(at, () -> cluster.terminateOne(which));
        }
    }

    private void killSomeone(Duration at) {
        int which = random.nextInt(5);
        if (++deadly <= MAX_DEADLY) {
            plan.add("a machine is killed at " + at);
            cluster.baton.after(at, () -> cluster.killOne(which));
        }
    }

    private void stopSomeone(Duration at) {
        int which = random.nextInt(5);
        var time = aWhile();
        if (++deadly <= MAX_DEADLY) {
            plan.add("a machine is stopped at " + at + " for " + time);
            cluster.baton.after(at, () -> cluster.stopOne(which, time));
        }
    }

    private void jumpClock(Duration at) {
        var by = Duration.ofMillis((long) (random.nextGaussian() * 200_000));
        if (++deadly <= MAX_DEADLY) {
            plan.add("the clock jumps at " + at + " by " + by);
            cluster.baton.after(at, () -> cluster.baton.jumpClock(by));
        }
    }
}
