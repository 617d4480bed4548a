package dev.tranche.worker.chunk;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.Sighting;
import dev.tranche.model.store.Turn;
import dev.tranche.model.store.WorkerReport;
import dev.tranche.worker.simulation.Baton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rule of the protocol that the workers do without, by a job store between them and theirs that undoes it. */
enum BrokenRule implements Rules {
    /** P2: nothing is asked of whoever writes. */
    P2_NO_FENCE {
        @Override
        Object call(Asked asked) throws Throwable {
            if (!(asked.args[0] instanceof Claim claim) || asked.is("claim")) {
                return asked.pass();
            }
            var turn = asked.cluster.row(claim.id()).turn();
            var holder = turn.hold().findHolder();
            asked.args[0] = new Claim(claim.id(), turn.step(), holder.orElse(claim.holder()));
            if (holder.isEmpty()) {
                asked.cluster.rows.claim((Claim) asked.args[0], asked.cluster.rows.now());
            }
            return asked.pass();
        }
    },
    /** P7: a write without an answer counts for lost, and nobody reads the row again. */
    P7_NO_READING_AGAIN {
        private static final Set<String> WRITES = Set.of("prepare", "commit", "seal", "restart", "release", "end");

        /** The judge of the write, and who clears up after it. */
        private static final int READERS = 2;

        @Override
        Object call(Asked asked) throws Throwable {
            if (WRITES.contains(asked.method.getName()) && asked.args[0] instanceof Claim claim) {
                var before = asked.cluster.row(claim.id());
                try {
                    return asked.pass();
                } catch (JobStoreException e) {
                    asked.memory.put(asked.cluster.baton.running(), new Believed(withoutHolder(before), READERS));
                    return false;
                }
            }
            if (asked.is("find")) {
                var believed = asked.memory.remove(asked.cluster.baton.running());
                if (believed != null && believed.row.id().equals(asked.args[0])) {
                    if (believed.readers > 1) {
                        asked.memory.put(
                                asked.cluster.baton.running(), new Believed(believed.row, believed.readers - 1));
                    }
                    return Optional.of(believed.row);
                }
            }
            return asked.pass();
        }
    },
    /** P9: what is left is removed, and then the job ends, if it may. */
    P9_CLEANING_FIRST {
        @Override
        Object call(Asked asked) throws Throwable {
            if (asked.is("end")) {
                clean(asked.cluster, ((Claim) asked.args[0]).id(), (Ending) asked.args[1]);
            } else if (asked.is("timeOut")) {
                clean(asked.cluster, ((Sighting) asked.args[0]).id(), (Ending) asked.args[1]);
            }
            return asked.pass();
        }
    },
    /** P11: a job whose message is older than half a minute is repaired, wherever the message is. */
    P11_REPAIR_BY_AGE {
        @Override
        Object call(Asked asked) throws Throwable {
            if (asked.is("workersSince")) {
                var now = asked.cluster.rows.now();
                return List.of(new WorkerReport("worker", now, now, now, "fingerprint"));
            }
            return asked.pass();
        }
    };

    private record Believed(Job row, int readers) {}

    private record Broken(Cluster cluster, JobStore jobs, Map<Baton.Task, Believed> memory) {}

    /** One call of a worker to the job store, whose arguments may be changed. */
    private static final class Asked {
        private final Cluster cluster;
        private final JobStore jobs;
        private final Map<Baton.Task, Believed> memory;
        private final Method method;
        private final Object[] args;

        Asked(Broken broken, Method method, Object[] args) {
            this.cluster = broken.cluster;
            this.jobs = broken.jobs;
            this.memory = broken.memory;
            this.method = method;
            this.args = args;
        }

        boolean is(String name) {
            return method.getName().equals(name);
        }

        Object pass() throws Throwable {
            try {
                return method.invoke(jobs, method.getParameterCount() == 0 ? null : args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    abstract Object call(Asked asked) throws Throwable;

    @Override
    public JobStore atTheStore(JobStore jobs, Cluster cluster) {
        return this == P2_NO_FENCE ? broken(jobs, cluster) : jobs;
    }

    @Override
    public JobStore atTheWorker(JobStore jobs, Cluster cluster) {
        return this == P2_NO_FENCE ? jobs : broken(jobs, cluster);
    }

    private JobStore broken(JobStore jobs, Cluster cluster) {
        var broken = new Broken(cluster, jobs, new HashMap<>());
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(),
                new Class<?>[] {JobStore.class},
                (proxy, method, args) -> call(new Asked(broken, method, args == null ? new Object[1] : args)));
    }

    private static Job withoutHolder(Job job) {
        var turn = job.turn();
        return new Job(
                job.admission(),
                job.status(),
                new Turn(
                        turn.step(),
                        new Turn.Hold(null, null, turn.hold().committedBy()),
                        turn.attempts(),
                        turn.queueing(),
                        turn.progressAt(),
                        turn.progressCount()),
                job.startedAt(),
                job.waiting(),
                job.preparation(),
                job.checkpoint(),
                job.sealed(),
                job.ending(),
                job.aftermath());
    }

    private static void clean(Cluster cluster, JobId id, Ending ending) {
        var ports = cluster.ports();
        var key = cluster.row(id).admission().objectKey();
        ports.spool().list(id).forEach(ports.spool()::delete);
        ports.objects().listUploads(key).forEach(open -> ports.objects().abort(open.upload()));
        if (ending.status() != JobStatus.COMPLETED) {
            ports.objects().delete(key);
        }
    }
}
