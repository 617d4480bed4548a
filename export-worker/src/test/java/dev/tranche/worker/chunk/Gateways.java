package dev.tranche.worker.chunk;

import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.worker.simulation.Baton;
import dev.tranche.worker.simulation.Invariants;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What callers ask of the gateways of a {@link Cluster}, and how those do it: in the order of calls of {@code AdmissionDesk},
 * {@code AdmittedJobs} and {@code CallbackReplay}. Each request is a process of its own. Callers ask again until they are told.
 */
final class Gateways {
    private static final String OWNER = "anonymous";
    private static final URI CALLBACK = URI.create("https://example.org/hook");
    private static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(30);
    private static final long FAILED_AGAIN_AFTER_MILLIS = 1_000;
    private static final long REFUSED_AGAIN_AFTER_MILLIS = 10_000;

    private final Baton baton;
    private final Cluster.Ports ports;
    private final Invariants invariants;
    private int liveJobsPerToken;
    private int unanswered;

    Gateways(Cluster.Ports ports, Invariants invariants) {
        this.baton = ports.baton();
        this.ports = ports;
        this.invariants = invariants;
    }

    /** {@code tranche.limits.live-jobs-per-token}; without, there is no such limit. */
    void limitLiveJobs(int perToken) {
        liveJobsPerToken = perToken;
    }

    /** Whether every caller was told, and none will come. */
    boolean isQuiet() {
        return unanswered == 0;
    }

    /** An export of the database of that name. */
    JobId accept(String database) {
        var request = new ExportRequest(database, ExportFormat.SQL, List.of(), CALLBACK);
        var id = JobId.create(baton.instant(), ports.random());
        var admission = new Admission(id, OWNER, request, baton.instant(), 1);
        ask(() -> admit(admission));
        return id;
    }

    /** The same in a while. */
    void acceptLater(Duration after, String database, Consumer<JobId> accepted) {
        later(after, () -> accepted.accept(accept(database)));
    }

    /** The owner wants no more of it. */
    void cancel(JobId id) {
        ask(() -> {
            ports.jobs().cancel(id, ports.jobs().now());
            return true;
        });
    }

    /** An admin has the callback sent once more, if the job has ended. */
    void replay(JobId id) {
        ask(() -> sendAgain(id));
    }

    /** The same in a while. */
    void replayLater(Duration after, JobId id) {
        later(after, () -> replay(id));
    }

    private void later(Duration after, Runnable action) {
        unanswered++;
        baton.after(after, () -> {
            unanswered--;
            action.run();
        });
    }

    /** @param request whether it was done; else the caller was told to come again */
    private void ask(BooleanSupplier request) {
        unanswered++;
        knock(request);
    }

    private void knock(BooleanSupplier request) {
        var gateway = new Baton.Life();
        baton.start(gateway, () -> {
            untilDone(request);
            unanswered--;
        });
        baton.after(NO_ANSWER_AFTER, () -> {
            if (gateway.isDead()) {
                knock(request);
            }
        });
    }

    private void untilDone(BooleanSupplier request) {
        while (true) {
            try {
                if (request.getAsBoolean()) {
                    return;
                }
                baton.pause(REFUSED_AGAIN_AFTER_MILLIS);
            } catch (JobStoreException e) {
                baton.pause(FAILED_AGAIN_AFTER_MILLIS);
            }
        }
    }

    /** The row first, then the message, and the answer does not depend on it (P1). */
    private boolean admit(Admission admission) {
        if (liveJobsPerToken > 0
                && ports.jobs().liveJobs(OWNER, admission.request().database()).ofOwner() >= liveJobsPerToken) {
            return false;
        }
        ports.jobs().insert(admission);
        publish(MessageQueue.CHUNKS, new ChunkMessage(admission.id(), 0, Via.NEW, admission.createdAt()));
        return true;
    }

    private boolean sendAgain(JobId id) {
        boolean mayBe = ports.jobs().find(id).filter(job -> !job.isLive()).isPresent();
        int postsBefore = ports.receiver().posts().size();
        if (mayBe && ports.jobs().replayCallback(id, ports.jobs().now())) {
            invariants.replayed(id, postsBefore);
            publish(MessageQueue.CALLBACKS, CallbackMessage.ofEnded(id));
        }
        return true;
    }

    private void publish(MessageQueue queue, QueuedMessage message) {
        try {
            ports.broker().publish(queue, message);
        } catch (PublishFailed e) {
            // The sweeper sends it.
        }
    }
}
