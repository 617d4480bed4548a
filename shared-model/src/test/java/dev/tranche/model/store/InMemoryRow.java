package dev.tranche.model.store;

import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of one job in {@link InMemoryJobStore}, which alone uses it and guards it. */
final class InMemoryRow {
    final Admission admission;
    JobStatus status = JobStatus.PENDING;

    int step;

    @Nullable
    Holder holder;

    @Nullable
    Instant heartbeatAt;

    @Nullable
    Holder committedBy;

    int attempts;
    int deaths;
    Instant nextAttemptAt;

    @Nullable
    String lastError;

    Instant queuedAt;
    int repairs;
    Instant progressAt;
    long progressCount;

    @Nullable
    Instant startedAt;

    Job.@Nullable Waiting waiting;
    long reservedBytes;

    @Nullable
    Preparation preparation;

    @Nullable
    Checkpoint checkpoint;

    int highestPart;
    boolean sealed;
    final NavigableMap<Integer, StoredPart> parts = new TreeMap<>();
    final NavigableMap<Integer, TableSummary> tables = new TreeMap<>();

    @Nullable
    Ending ending;

    Aftermath.CallbackState callback = Aftermath.CallbackState.NONE;
    int callbackAttempts;
    int attemptsBeforeReplay;

    Aftermath.@Nullable LastTry lastTry;

    @Nullable
    Instant callbackDueAt;

    @Nullable
    Instant nudgeDueAt;

    @Nullable
    Instant cleanDueAt;

    int cleanings;

    InMemoryRow(Admission admission) {
        this.admission = admission;
        nextAttemptAt = admission.createdAt();
        queuedAt = admission.createdAt();
        progressAt = admission.createdAt();
    }

    Job toJob() {
        return new Job(
                admission,
                status,
                new Turn(
                        step,
                        new Turn.Hold(holder, heartbeatAt, committedBy),
                        new Turn.Attempts(attempts, deaths, nextAttemptAt, lastError),
                        new Turn.Queueing(queuedAt, repairs),
                        progressAt,
                        progressCount),
                startedAt,
                waiting,
                preparation,
                checkpoint,
                sealed,
                ending,
                new Aftermath(
                        new Aftermath.Callback(
                                callback,
                                new Aftermath.Tries(callbackAttempts, attemptsBeforeReplay),
                                callbackDueAt,
                                lastTry),
                        cleanDueAt,
                        cleanings));
    }

    boolean isLive() {
        return !status.isTerminal();
    }

    boolean isHeld(Instant now) {
        return holder != null && !holdExpired(now);
    }

    boolean holdExpired(Instant now) {
        return heartbeatAt != null && !heartbeatAt.plus(Turn.HOLD_EXPIRES_AFTER).isAfter(now);
    }

    boolean isHeldBy(Claim claim) {
        return step == claim.step() && claim.holder().equals(holder);
    }

    boolean isAsSighted(Sighting sighting) {
        return step == sighting.step()
                && progressCount == sighting.progressCount()
                && repairs == sighting.repairs()
                && isLive();
    }

    boolean callbackIsPending(int tries) {
        return callback == Aftermath.CallbackState.PENDING && callbackAttempts == tries;
    }

    boolean callbackIsDue(Instant now) {
        return callbackDueAt != null && !callbackDueAt.isAfter(now);
    }

    /** Whether a callback is wanted, and no try is due or under way. */
    boolean callbackCanBeReplayed(Instant now) {
        return callback != Aftermath.CallbackState.NONE
                && (callback != Aftermath.CallbackState.PENDING || (!callbackIsDue(now) && !callbackIsUnderWay()));
    }

    private boolean callbackIsUnderWay() {
        return lastTry != null && lastTry.findResult().isEmpty();
    }

    /** When a nudge is due: not before the try that it asks for. */
    Optional<Instant> findNudgeDueAt() {
        return Stream.of(Optional.ofNullable(callbackDueAt), Optional.ofNullable(nudgeDueAt))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    void hold(Holder by, Instant now) {
        deaths += holder == null ? 0 : 1;
        attempts++;
        holder = by;
        heartbeatAt = now;
        mark(1, now);
    }

    void letGo() {
        holder = null;
        heartbeatAt = null;
    }

    void mark(int marks, Instant at) {
        progressCount += marks;
        progressAt = marks > 0 ? at : progressAt;
    }

    void newPart(int number) {
        if (number > highestPart) {
            highestPart = number;
            attempts = 1;
            deaths = 0;
        }
    }

    void advance(Instant now) {
        step++;
        committedBy = holder;
        heartbeatAt = now;
        attempts = 1;
        deaths = 0;
        lastError = null;
        repairs = 0;
        queuedAt = now;
        waiting = null;
        mark(1, now);
    }

    void add(Commit commit) {
        checkpoint = commit.checkpoint();
        highestPart = Math.max(highestPart, commit.checkpoint().uploaded().parts());
        commit.parts().forEach(p -> parts.put(p.number(), p));
        commit.tables().forEach(t -> tables.put(t.ordinal(), t));
        if (preparation != null) {
            preparation = new Preparation(
                    preparation.snapshot(), preparation.plan(), preparation.destination(), commit.warnings());
        }
    }

    void begin(Preparation anew) {
        preparation = anew;
        checkpoint = null;
        sealed = false;
        highestPart = 0;
        reservedBytes = 0;
        parts.clear();
        tables.clear();
    }

    void end(Ending how) {
        status = how.status();
        ending = how;
        step++;
        letGo();
        reservedBytes = 0;
        waiting = null;
        cleanDueAt = how.at();
        if (admission.request().findCallbackUrl().isPresent()) {
            callback = Aftermath.CallbackState.PENDING;
            callbackDueAt = how.at();
            nudgeDueAt = how.at();
        }
    }

    List<StoredPart> parts() {
        return new ArrayList<>(parts.values());
    }

    List<TableSummary> tables() {
        return new ArrayList<>(tables.values());
    }
}
