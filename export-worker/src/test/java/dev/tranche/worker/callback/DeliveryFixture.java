package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.test.FakePublisher;
import dev.tranche.model.fault.SimulatedCrash;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Aftermath;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.CallbackResult;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.FaultyJobStore;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.SettableClock;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A delivery over fakes of store, broker and receiver, and one job with a callback. */
abstract class DeliveryFixture {
    static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    static final URI HOOK = URI.create("https://example.org/hook?token=s3cret");
    static final Instant START = Instant.parse("2024-01-01T17:00:00Z");
    static final CallbackMessage NUDGE = CallbackMessage.ofEnded(JOB);

    final SettableClock clock = new SettableClock(START);
    final FaultyJobStore jobs = new FaultyJobStore(new InMemoryJobStore(clock));
    final FakePublisher publisher = new FakePublisher();
    final List<CallbackRequest> posts = new ArrayList<>();
    final Queue<CallbackAnswer> answers = new ArrayDeque<>();
    boolean deadly;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final CallbackDelivery delivery = new CallbackDelivery(jobs, this::post, publisher, new CallbackMetrics(meters));

    CallbackAnswer post(CallbackRequest request) {
        posts.add(request);
        if (deadly) {
            throw new SimulatedCrash("post");
        }
        var answer = answers.poll();
        return answer == null ? new Answered(204) : answer;
    }

    void nudge() {
        delivery.handle(NUDGE, TraceHeaders.NONE);
    }

    void accept(@Nullable URI hook) {
        var request = new ExportRequest("main", ExportFormat.SQL, List.of(), hook);
        jobs.insert(new Admission(JOB, "anonymous", request, START, 1));
    }

    void failedJob(String message) {
        accept(HOOK);
        var claim = new Claim(JOB, 0, new Holder("0123456789abcdef"));
        jobs.claim(claim, START);
        jobs.end(claim, Ending.failed(START, message));
        assertThat(jobs.find(JOB))
                .hasValueSatisfying(job -> assertThat(job.status()).isEqualTo(JobStatus.FAILED));
    }

    CallbackState state() {
        return jobs.find(JOB).orElseThrow().aftermath().callback().state();
    }

    CallbackResult lastResult() {
        return jobs.find(JOB)
                .flatMap(job -> job.aftermath().callback().findLastTry())
                .flatMap(Aftermath.LastTry::findResult)
                .orElseThrow();
    }

    double count(String outcome) {
        return meters.get("tranche.callbacks").tag("outcome", outcome).counter().count();
    }
}
