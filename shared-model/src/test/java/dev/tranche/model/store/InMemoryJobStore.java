package dev.tranche.model.store;

import static java.util.Comparator.comparing;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A job store that forgets everything with the process, for tests: bound to {@link JobStoreContract} like the real ones. Its
 * clock is the one it was given, so that tests move time. Thread-safe: one lock for everything.
 */
public final class InMemoryJobStore implements JobStore {
    private static final Duration WORKERS_FORGOTTEN_AFTER = Duration.ofDays(1);

    private final InstantSource clock;
    private RowObserver observer = RowObserver.none();
    private final NavigableMap<String, InMemoryRow> rows = new TreeMap<>();
    private final Map<String, WorkerReport> workers = new HashMap<>();

    public InMemoryJobStore(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on this observer is told of every write. */
    public synchronized void observe(RowObserver watching) {
        observer = watching;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public String deploymentId() {
        return "0123456789abcdef0123456789abcdef";
    }

    @Override
    public void check() {
        // Memory can always be reached.
    }

    @Override
    public synchronized void insert(Admission admission) {
        if (rows.putIfAbsent(admission.id().value(), new InMemoryRow(admission)) == null) {
            row(admission.id()).map(InMemoryRow::toJob).ifPresent(observer::inserted);
        }
    }

    @Override
    public synchronized Optional<Job> find(JobId id) {
        return row(id).map(InMemoryRow::toJob);
    }

    @Override
    public synchronized List<StoredPart> parts(JobId id) {
        return row(id).map(InMemoryRow::parts).orElse(List.of());
    }

    @Override
    public synchronized List<TableSummary> tables(JobId id) {
        return row(id).map(InMemoryRow::tables).orElse(List.of());
    }

    @Override
    public synchronized Map<JobStatus, Long> countByStatus() {
        var counts = new EnumMap<JobStatus, Long>(JobStatus.class);
        for (var status : JobStatus.values()) {
            counts.put(
                    status,
                    rows.values().stream().filter(r -> r.status == status).count());
        }
        return counts;
    }

    @Override
    public synchronized LiveJobs liveJobs(String owner, String database) {
        var live = select(rows, InMemoryRow::isLive, Integer.MAX_VALUE).stream()
                .map(Job::admission)
                .toList();
        return new LiveJobs(
                live.stream().filter(a -> a.owner().equals(owner)).count(),
                live.stream()
                        .filter(a -> a.request().database().equals(database))
                        .count());
    }

    @Override
    public boolean cancel(JobId id, Instant now) {
        return change(id, InMemoryRow::isLive, r -> {
            r.committedBy = null;
            r.end(Ending.cancelled(now));
        });
    }

    @Override
    public boolean claim(Claim claim, Instant now) {
        return change(
                claim.id(),
                r -> r.isLive() && r.step == claim.step() && !r.nextAttemptAt.isAfter(now) && !r.isHeld(now),
                r -> r.hold(claim.holder(), now));
    }

    @Override
    public boolean beat(Claim claim, Beat beat) {
        return change(claim.id(), r -> claim.holder().equals(r.holder), r -> {
            r.mark(beat.marks() + (r.holdExpired(beat.at()) ? 1 : 0), beat.at());
            r.heartbeatAt = beat.at();
            if (r.step == claim.step()) {
                r.newPart(beat.highestPart());
            }
        });
    }

    @Override
    public boolean begin(Claim claim, Instant now) {
        return fenced(claim, r -> {
            if (r.status == JobStatus.PENDING) {
                r.status = JobStatus.IN_PROGRESS;
                r.startedAt = now;
            }
        });
    }

    @Override
    public synchronized ReservationOutcome reserve(Claim claim, Reservation reservation) {
        var row = rows.get(claim.id().value());
        if (row == null || !row.isHeldBy(claim)) {
            return ReservationOutcome.LOST;
        }
        long others = rows.values().stream()
                .filter(r -> r != row)
                .mapToLong(r -> r.reservedBytes)
                .sum();
        if (reservation.freeBytes() - others < reservation.bytes()) {
            row.reservedBytes = 0;
            return ReservationOutcome.NO_ROOM;
        }
        row.reservedBytes = reservation.bytes();
        row.waiting = null;
        return ReservationOutcome.RESERVED;
    }

    @Override
    public boolean prepare(Claim claim, Preparation preparation, Instant now) {
        return fenced(claim, r -> {
            r.begin(preparation);
            r.advance(now);
        });
    }

    @Override
    public boolean commit(Claim claim, Commit commit, Instant now) {
        return fenced(claim, r -> {
            r.add(commit);
            r.advance(now);
            r.attempts = 0;
            r.letGo();
        });
    }

    @Override
    public boolean seal(Claim claim, Commit commit, Instant now) {
        return fenced(claim, r -> {
            r.add(commit);
            r.advance(now);
            r.sealed = true;
        });
    }

    @Override
    public boolean restart(Claim claim, Preparation preparation, Instant now) {
        return prepare(claim, preparation, now);
    }

    @Override
    public boolean release(Claim claim, Release release) {
        return fenced(claim, r -> {
            r.letGo();
            r.nextAttemptAt = release.nextAttemptAt();
            r.queuedAt = release.nextAttemptAt();
            r.lastError = release.error() == null ? r.lastError : release.error();
            if (release.waitingFor() != null) {
                r.waiting = new Job.Waiting(release.waitingFor(), r.waiting == null ? release.at() : r.waiting.since());
            }
            if (release.counted()) {
                r.mark(1, release.at());
            } else {
                r.attempts--;
            }
        });
    }

    @Override
    public boolean end(Claim claim, Ending ending) {
        return change(claim.id(), r -> r.isHeldBy(claim) && (ending.status() != JobStatus.COMPLETED || r.sealed), r -> {
            r.committedBy = r.holder;
            r.end(ending);
        });
    }

    @Override
    public synchronized List<Job> live(int limit) {
        return select(rows, InMemoryRow::isLive, limit);
    }

    @Override
    public synchronized List<Job> liveAfter(JobId after, int limit) {
        return select(rows.tailMap(after.value(), false), InMemoryRow::isLive, limit);
    }

    @Override
    public boolean repair(Sighting sighting, Instant now) {
        return change(sighting.id(), r -> r.isAsSighted(sighting) && !r.isHeld(now), r -> {
            r.queuedAt = now;
            r.repairs++;
        });
    }

    @Override
    public boolean timeOut(Sighting sighting, Ending ending) {
        return change(sighting.id(), r -> r.isAsSighted(sighting), r -> {
            r.committedBy = null;
            r.end(ending);
        });
    }

    @Override
    public synchronized List<Job> dueForCleaning(Instant now, int limit) {
        return due(r -> Optional.ofNullable(r.cleanDueAt), now, limit);
    }

    @Override
    public boolean cleanedOnce(JobId id, Instant nextDueAt) {
        return change(id, r -> !r.isLive() && r.cleanings == 0, r -> {
            r.cleanings = 1;
            r.cleanDueAt = nextDueAt;
        });
    }

    @Override
    public boolean cleanedForGood(JobId id) {
        return change(id, r -> r.cleanings == 1, r -> {
            r.cleanings = 2;
            r.cleanDueAt = r.ending.findExpiresAt().orElse(null);
        });
    }

    @Override
    public boolean cleaningPostponed(JobId id, Instant nextDueAt) {
        return change(id, r -> r.cleanDueAt != null && r.cleanDueAt.isBefore(nextDueAt), r -> r.cleanDueAt = nextDueAt);
    }

    @Override
    public boolean expired(JobId id) {
        return change(id, r -> r.cleanings == 2 && r.cleanDueAt != null, r -> {
            r.cleanings = 3;
            r.cleanDueAt = null;
        });
    }

    @Override
    public synchronized void report(WorkerReport report) {
        workers.put(report.worker(), report);
        workers.values()
                .removeIf(w -> w.heartbeatAt().isBefore(report.heartbeatAt().minus(WORKERS_FORGOTTEN_AFTER)));
    }

    @Override
    public synchronized List<WorkerReport> workersSince(Instant since) {
        return workers.values().stream()
                .filter(w -> !w.heartbeatAt().isBefore(since))
                .sorted(comparing(WorkerReport::worker))
                .toList();
    }

    @Override
    public synchronized List<Job> dueForCallback(Instant now, int limit) {
        return due(InMemoryRow::findNudgeDueAt, now, limit);
    }

    @Override
    public boolean claimCallback(JobId id, int attempts, Instant now, Instant leaseUntil) {
        return change(id, r -> r.callbackIsPending(attempts) && r.callbackIsDue(now), r -> {
            r.callbackAttempts++;
            r.callbackDueAt = leaseUntil;
            r.lastTry = new Aftermath.LastTry(now, null);
        });
    }

    @Override
    public boolean replayCallback(JobId id, Instant now) {
        return change(id, r -> r.callbackCanBeReplayed(now), r -> {
            r.callback = Aftermath.CallbackState.PENDING;
            r.callbackDueAt = now;
            r.nudgeDueAt = now;
            r.attemptsBeforeReplay = r.callbackAttempts;
        });
    }

    @Override
    public boolean callbackTried(JobId id, int attempts, CallbackOutcome outcome) {
        return change(id, r -> r.callbackIsPending(attempts), r -> {
            r.callback = outcome.state();
            r.callbackDueAt = outcome.nextTryAt();
            r.nudgeDueAt = outcome.nextTryAt();
            r.lastTry = r.lastTry == null ? null : new Aftermath.LastTry(r.lastTry.begunAt(), outcome.result());
        });
    }

    @Override
    public boolean callbackNudged(JobId id, int attempts, Instant nextNudgeAt) {
        return change(id, r -> r.callbackIsPending(attempts), r -> r.nudgeDueAt = nextNudgeAt);
    }

    private Optional<InMemoryRow> row(JobId id) {
        return Optional.ofNullable(rows.get(id.value()));
    }

    private boolean fenced(Claim claim, Consumer<InMemoryRow> write) {
        return change(claim.id(), r -> r.isHeldBy(claim), write);
    }

    private synchronized boolean change(JobId id, Predicate<InMemoryRow> condition, Consumer<InMemoryRow> write) {
        var row = row(id).filter(condition);
        row.ifPresent(r -> {
            var before = r.toJob();
            write.accept(r);
            observer.written(before, r.toJob());
        });
        return row.isPresent();
    }

    private static List<Job> select(Map<String, InMemoryRow> from, Predicate<InMemoryRow> condition, int limit) {
        return from.values().stream()
                .filter(condition)
                .limit(limit)
                .map(InMemoryRow::toJob)
                .toList();
    }

    private List<Job> due(Function<InMemoryRow, Optional<Instant>> dueAt, Instant now, int limit) {
        return rows.values().stream()
                .filter(r -> dueAt.apply(r).filter(at -> !at.isAfter(now)).isPresent())
                .sorted(comparing(r -> dueAt.apply(r).orElseThrow()))
                .limit(limit)
                .map(InMemoryRow::toJob)
                .toList();
    }
}
