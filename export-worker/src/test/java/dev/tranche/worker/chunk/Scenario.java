package dev.tranche.worker.chunk;

import dev.tranche.model.store.Preparation;
import dev.tranche.worker.simulation.Call;
import dev.tranche.worker.simulation.Fault;
import dev.tranche.worker.simulation.Strike;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** The lives of one job between them make every call of the protocol. */
enum Scenario {
    /** A document of four parts. */
    COMPLETED {
        @Override
        void begin(Cluster cluster) {
            cluster.accept(BYTES);
        }
    },
    /** A part takes so long that the claim must be kept alive meanwhile. */
    SLOW {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.UPLOAD_PART, 2, Fault.SLOW));
            cluster.accept(BYTES);
        }
    },
    /** No byte at all. */
    EMPTY {
        @Override
        void begin(Cluster cluster) {
            cluster.accept(0);
        }
    },
    /** The first message is lost, so the sweeper sends another. */
    REPAIRED {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.PUBLISH, 1, Fault.LOST));
            cluster.accept(BYTES);
        }
    },
    /** A part is tried again. */
    RETRIED {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.UPLOAD_PART, 2, Fault.ERROR));
            cluster.accept(BYTES);
        }
    },
    /** The object store refuses a part for good. */
    FAILED {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.UPLOAD_PART, 2, Fault.REFUSED));
            cluster.invariants.mayFailWith("ExpiredToken");
            cluster.accept(BYTES);
        }
    },
    /** The owner cancels it in the middle. */
    CANCELLED {
        @Override
        void begin(Cluster cluster) {
            var id = cluster.accept(BYTES);
            cluster.baton.after(MIDDLE, () -> cluster.gateways.cancel(id));
        }
    },
    /** The worker is told to end while a part is on its way, and another one goes on. */
    TERMINATED {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.UPLOAD_PART, 2, Fault.SLOW));
            cluster.baton.after(Duration.ofSeconds(1), () -> cluster.terminateOne(0));
            cluster.accept(BYTES);
        }
    },
    /** The worker is told to end and has nothing to hand on, so it gives the attempt back. */
    GIVEN_BACK {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.PREPARE, 1, Fault.SLOW));
            cluster.wire.add(new Strike(Call.OPEN_SNAPSHOT, 1, Fault.SLOW));
            cluster.baton.after(Duration.ofMillis(500), () -> cluster.terminateOne(0));
            cluster.accept(BYTES);
        }
    },
    /** Somebody aborts the upload in the middle, so another generation begins. */
    RESTARTED {
        @Override
        void begin(Cluster cluster) {
            cluster.invariants.mayLoseUploads();
            var id = cluster.accept(BYTES);
            cluster.baton.after(
                    MIDDLE,
                    () -> cluster.row(id)
                            .findPreparation()
                            .map(Preparation::upload)
                            .ifPresent(cluster.memory::abort));
        }
    },
    /** Complete never comes back, so the sweeper ends the job. */
    TIMED_OUT {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.COMPLETE, 1, Fault.HANGS));
            cluster.invariants.mayFailWith("timed out after 10 minutes");
            cluster.accept(BYTES);
        }
    },
    /** The callback's message is lost, so the sweeper sends another. */
    NUDGED {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.PUBLISH, PUBLISHES, Fault.LOST));
            cluster.accept(BYTES);
        }
    },
    /** A token may have one job at a time, so the second caller is told to come again. */
    BOUNDED {
        @Override
        void begin(Cluster cluster) {
            cluster.gateways.limitLiveJobs(1);
            cluster.accept(BYTES);
            cluster.gateways.acceptLater(MIDDLE, "db" + BYTES, id -> {});
        }
    },
    /** An admin has the callback sent once more when it has been delivered. */
    REPLAYED {
        @Override
        void begin(Cluster cluster) {
            cluster.gateways.replayLater(Duration.ofMinutes(1), cluster.accept(BYTES));
        }
    },
    /** The object of a cancelled job cannot be deleted twice, so the first cleaning is put off. */
    LITTERING {
        @Override
        void begin(Cluster cluster) {
            CANCELLED.begin(cluster);
            cluster.wire.add(new Strike(Call.DELETE_OBJECT, 1, Fault.ERROR));
            cluster.wire.add(new Strike(Call.DELETE_OBJECT, 2, Fault.ERROR));
        }
    },
    /** An object that expired cannot be deleted at once, so that is put off. */
    CLINGING {
        @Override
        void begin(Cluster cluster) {
            cluster.wire.add(new Strike(Call.DELETE_OBJECT, 1, Fault.ERROR));
            cluster.accept(BYTES);
        }
    },
    /** More jobs live than the sweeper reads at once, when it comes by. */
    CROWD {
        @Override
        void begin(Cluster cluster) {
            for (int i = 0; i < 250; i++) {
                cluster.gateways.acceptLater(Duration.ofMillis(4_990), "db0", id -> {});
            }
        }
    },
    /** Message after message is given back until the broker lets it go to the dead queue. */
    BURIED {
        @Override
        void begin(Cluster cluster) {
            for (int i = 1; i <= 40; i++) {
                cluster.wire.add(new Strike(Call.FIND, i, Fault.ERROR));
            }
            cluster.accept(BYTES);
        }
    };

    private static final int BYTES = 3_500;
    private static final Duration MIDDLE = Duration.ofMillis(270);

    /** How many messages {@link #COMPLETED} sends; the last one is its callback's. */
    private static final int PUBLISHES = 5;

    /** Which lives make the same calls in a simpler way, so that they need not be struck here again. */
    Set<Scenario> simpler() {
        return switch (this) {
            case COMPLETED -> Set.of();
            case SLOW,
                    EMPTY,
                    REPAIRED,
                    RETRIED,
                    FAILED,
                    CANCELLED,
                    RESTARTED,
                    NUDGED,
                    BOUNDED,
                    REPLAYED,
                    CLINGING,
                    TERMINATED,
                    GIVEN_BACK,
                    BURIED -> Set.of(COMPLETED);
            case LITTERING -> Set.of(COMPLETED, CANCELLED);
            case TIMED_OUT, CROWD -> EnumSet.complementOf(EnumSet.of(TIMED_OUT, CROWD));
        };
    }

    /** Calls that mean something else here than in a simpler life, and are struck once more. */
    Set<Call> anew() {
        return switch (this) {
            case BOUNDED -> Set.of(Call.INSERT);
            case FAILED -> Set.of(Call.END, Call.DELETE_OBJECT);
            case CANCELLED -> Set.of(Call.UPLOAD_PART, Call.COMMIT);
            case RESTARTED -> Set.of(Call.CREATE_UPLOAD, Call.PLAN);
            case REPLAYED -> Set.of(Call.FIND, Call.NOW, Call.CLAIM_CALLBACK, Call.POST, Call.CALLBACK_TRIED);
            case TERMINATED, GIVEN_BACK ->
                Set.of(
                        Call.UPLOAD_PART,
                        Call.COMMIT,
                        Call.RELEASE,
                        Call.PUBLISH,
                        Call.ACKNOWLEDGE,
                        Call.GIVE_BACK,
                        Call.CLAIM);
            case LITTERING, CLINGING -> Set.of(Call.DELETE_OBJECT, Call.CLEANING_POSTPONED, Call.EXPIRED);
            case COMPLETED, SLOW, EMPTY, REPAIRED, RETRIED, NUDGED, BURIED, TIMED_OUT, CROWD -> Set.of();
        };
    }

    /** Lets the job begin. */
    abstract void begin(Cluster cluster);
}
