package dev.tranche.worker.simulation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.object.InMemoryObjectStore;
import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.Checkpoint;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.Preparation;
import dev.tranche.model.store.RowObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The invariants I1–I7 of the protocol, looked at after every write of every row and once more when everything has come to rest. The
 * one checker of all simulations. Keeps what it found, since what it would throw would be caught by those it watches.
 */
public final class Invariants implements RowObserver {
    private final InMemoryJobStore rows;
    private final InMemoryObjectStore objects;
    private final Predicate<String> spoolHas;
    private final Function<Job, byte[]> expected;
    private final Outstanding outstanding = new Outstanding();
    private final Set<String> excusedCauses = new HashSet<>();
    private final Map<String, Integer> replays = new HashMap<>();
    private boolean uploadsMayGo;
    private boolean deathsMayCount = true;
    private final List<String> violations = new ArrayList<>();

    /**
     * @param spoolHas whether a file of that name is in the spool folder
     * @param expected the bytes of a job's object in an undisturbed run
     */
    public Invariants(
            InMemoryJobStore rows,
            InMemoryObjectStore objects,
            Predicate<String> spoolHas,
            Function<Job, byte[]> expected) {
        this.rows = rows;
        this.objects = objects;
        this.spoolHas = spoolHas;
        this.expected = expected;
        rows.observe(this);
        objects.observeDeletions(this::deleted);
    }

    /** A job may fail with a cause that has this in it, since the test makes it fail. */
    public void mayFailWith(String cause) {
        excusedCauses.add(cause);
    }

    /** The test takes away uploads of live jobs, as a bucket's lifecycle rule may. */
    public void mayLoseUploads() {
        uploadsMayGo = true;
    }

    /** No process dies in this test, so none must be taken for dead, and no attempt be lost. */
    public void nobodyDies() {
        deathsMayCount = false;
    }

    /** What was found, each with the number of the invariant first. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Somebody has the callback of this job sent once more, after so many posts to whomever (I6). */
    public void replayed(JobId id, int postsBefore) {
        replays.put(CallbackMessage.ofEnded(id).webhookId(), postsBefore);
    }

    /** Whether none was found. */
    public boolean hold() {
        return violations.isEmpty();
    }

    /** What is still to be done for the jobs. */
    public Outstanding outstanding() {
        return outstanding;
    }

    @Override
    public void inserted(Job job) {
        outstanding.accepted(job);
    }

    @Override
    public void written(Job before, Job after) {
        outstanding.written(after);
        if (!before.isLive()) {
            endedStays(before, after);
            return;
        }
        if (after.turn().step() < before.turn().step()) {
            violated("I2", after, "the step went back to " + after.turn().step());
        }
        if (!deathsMayCount) {
            noTryIsLost(after);
        }
        if (!Objects.equals(before.checkpoint(), after.checkpoint())) {
            checkpointIsStored(before, after);
        }
        if (after.isLive()) {
            after.findPreparation().ifPresent(made -> madeIsThere(after, made));
        } else {
            ends(after);
        }
    }

    /** P14: who ends in order commits, or gives the attempt back. */
    private void noTryIsLost(Job job) {
        var attempts = job.turn().attempts();
        if (attempts.deaths() > 0) {
            violated("P14", job, "somebody was taken for dead");
        }
        if (attempts.attempts() > 1) {
            violated("P14", job, "an attempt was counted: " + attempts.attempts());
        }
    }

    /** I3: terminal states never change, nor anything else of the job but what is left to do for it. */
    private void endedStays(Job before, Job after) {
        if (!Objects.equals(before, withAftermath(after, before.aftermath()))) {
            violated("I3", after, before + " became " + after);
        }
    }

    private static Job withAftermath(Job job, Aftermath aftermath) {
        return new Job(
                job.admission(),
                job.status(),
                job.turn(),
                job.startedAt(),
                job.waiting(),
                job.preparation(),
                job.checkpoint(),
                job.sealed(),
                job.ending(),
                aftermath);
    }

    /** I3: nobody's object goes but that of a job that ended otherwise, or completed so long ago that it has expired. */
    private void deleted(ObjectKey key) {
        var job = rows.find(key.jobId()).orElseThrow();
        if (job.isLive() || (job.status() == JobStatus.COMPLETED && !hasExpired(job))) {
            violated("I3", job, "the object is deleted");
        }
    }

    private boolean hasExpired(Job job) {
        return job.findEnding()
                .flatMap(Ending::findExpiresAt)
                .filter(at -> !at.isAfter(rows.now()))
                .isPresent();
    }

    /** I2: every byte before a checkpoint is in a stored part, and none is taken back within a generation. */
    private void checkpointIsStored(Job before, Job after) {
        var checkpoint = after.checkpoint();
        if (checkpoint == null) {
            return;
        }
        var sameUpload = before.findPreparation()
                .map(Preparation::upload)
                .equals(after.findPreparation().map(Preparation::upload));
        if (sameUpload && bytes(before) > bytes(after)) {
            violated("I2", after, "the checkpoint went back from " + bytes(before) + " to " + bytes(after));
        }
        var stored = objects.listParts(after.findPreparation().orElseThrow().upload()).stream()
                .collect(toMap(ListedPart::number, Function.identity()));
        var parts = rows.parts(after.id());
        long sum = 0;
        for (var part : parts) {
            var listed = stored.get(part.number());
            if (listed == null || !listed.isSameAs(part)) {
                violated("I2", after, "part " + part.number() + " before the checkpoint is not stored: " + listed);
            }
            sum += part.bytes();
        }
        if (parts.size() != checkpoint.uploaded().parts()
                || sum != checkpoint.uploaded().bytes()) {
            violated("I2", after, "the checkpoint is behind " + checkpoint.uploaded() + ", the parts are " + parts);
        }
    }

    private static long bytes(Job job) {
        return job.findCheckpoint()
                .map(Checkpoint::uploaded)
                .map(Checkpoint.Uploaded::bytes)
                .orElse(0L);
    }

    /** I2: what a live row stands on is there, or the job has lost its progress. */
    private void madeIsThere(Job job, Preparation made) {
        if (!spoolHas.test(made.snapshot().fileName())) {
            violated("I2", job, "the snapshot that the row names is gone");
        }
        if (!uploadsMayGo && !job.sealed() && !objects.isOpen(made.upload())) {
            violated("I2", job, "the upload that the row names is gone");
        }
    }

    private void ends(Job job) {
        if (job.status() == JobStatus.COMPLETED) {
            objectIsWhole(job);
        }
        var cause =
                job.findEnding().flatMap(ending -> ending.findErrorMessage()).orElse("");
        if (job.status() == JobStatus.FAILED && excusedCauses.stream().noneMatch(cause::contains)) {
            violated(cause.contains("timed out") ? "I7" : "I4", job, "failed, though it could go on: " + cause);
        }
    }

    /** I1, I3: a completed job's object is there with the bytes of an undisturbed run. */
    private void objectIsWhole(Job job) {
        var found = objects.contentOf(job.admission().objectKey());
        if (found.isEmpty()) {
            violated("I3", job, "completed without an object");
        } else if (!Arrays.equals(found.get(), expected.apply(job))) {
            violated("I1", job, "the object has other bytes, " + found.get().length + " of them");
        }
    }

    /** Looks at what is left when nothing moves any more. */
    public void checkAtRest(int chunkMessages, List<String> spoolFiles, List<Receiver.Post> posts) {
        for (var id : outstanding.jobs()) {
            var job = rows.find(id).orElseThrow();
            if (job.isLive()) {
                violated("I4", job, "has not ended: " + job.turn());
            } else if (job.status() == JobStatus.COMPLETED && !job.aftermath().isExpired()) {
                objectIsWhole(job);
            } else if (objects.contentOf(job.admission().objectKey()).isPresent()) {
                violated("I5", job, "has left an object");
            }
        }
        isNone("open uploads", objects.listUploads());
        isNone("spool files", spoolFiles);
        isNone("chunk messages", chunkMessages == 0 ? List.of() : List.of(chunkMessages));
        everyoneWasCalled(posts);
    }

    /** I5. */
    private void isNone(String what, List<?> found) {
        if (!found.isEmpty()) {
            violations.add("I5: " + what + " are left: " + found);
        }
    }

    /** I6: at least once, the same each time. */
    private void everyoneWasCalled(List<Receiver.Post> posts) {
        var byId = posts.stream().collect(groupingBy(Receiver.Post::webhookId));
        var wanted = new HashSet<String>();
        for (var id : outstanding.jobs()) {
            var job = rows.find(id).orElseThrow();
            if (!job.isLive() && job.admission().request().findCallbackUrl().isPresent()) {
                var webhookId = CallbackMessage.ofEnded(id).webhookId();
                wanted.add(webhookId);
                var bodies =
                        new HashSet<>(Optional.ofNullable(byId.get(webhookId)).orElse(List.of()));
                if (bodies.size() != 1) {
                    violated("I6", job, bodies.isEmpty() ? "nobody was called" : "not the same each time: " + bodies);
                }
            }
        }
        replays.forEach((webhookId, before) -> {
            if (posts.stream().skip(before).noneMatch(post -> post.webhookId().equals(webhookId))) {
                violations.add("I6: nobody was called once more by " + webhookId);
            }
        });
        if (!wanted.containsAll(byId.keySet())) {
            violations.add("I6: callbacks of nobody: " + byId.keySet());
        }
    }

    private void violated(String invariant, Job job, String what) {
        violations.add(invariant + ": " + job.id() + " at step " + job.turn().step() + ": " + what);
    }
}
