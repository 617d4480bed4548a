package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.messaging.test.FakePublisher;
import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.MessageQueue;
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
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.SettableClock;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Refused;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallbackDeliveryTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final URI HOOK = URI.create("https://example.org/hook?token=s3cret");
    private static final Instant START = Instant.parse("2024-01-01T17:00:00Z");
    private static final CallbackMessage NUDGE = CallbackMessage.ofEnded(JOB);

    private final SettableClock clock = new SettableClock(START);
    private final FaultyJobStore jobs = new FaultyJobStore(new InMemoryJobStore(clock));
    private final FakePublisher publisher = new FakePublisher();
    private final List<CallbackRequest> posts = new ArrayList<>();
    private final Queue<CallbackAnswer> answers = new ArrayDeque<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CallbackDelivery delivery =
            new CallbackDelivery(jobs, this::post, publisher, new CallbackMetrics(meters));

    @Test
    void c57AFailedJobIsAnnouncedWithItsMessage() {
        failedJob("file is not a database: \"x\"");

        nudge();

        assertThat(posts).singleElement().satisfies(post -> {
            assertThat(post.url()).isEqualTo(HOOK);
            assertThat(post.webhookId()).isEqualTo("msg_k3v9q0x1m2n4");
            assertThat(post.body())
                    .isEqualTo("{\"jobId\":\"" + JOB
                            + "\",\"status\":\"failed\",\"error_message\":\"file is not a database: \\\"x\\\"\"}");
        });
        assertThat(state()).isEqualTo(CallbackState.DELIVERED);
        assertThat(count("delivered")).isEqualTo(1);
    }

    @Test
    void c57ACompletedJobIsAnnouncedWithItsDownload() {
        assertThat(CallbackBody.of(EndedJobs.completed(JOB, HOOK, clock)))
                .isEqualTo("{\"jobId\":\"" + JOB + "\",\"status\":\"completed\",\"downloadUrl\":\"/export/jobs/" + JOB
                        + "/download\"}");
    }

    @Test
    void c57ACancelledJobIsAnnounced() {
        accept(HOOK);
        jobs.cancel(JOB, START);

        nudge();

        assertThat(posts)
                .extracting(CallbackRequest::body)
                .containsExactly("{\"jobId\":\"" + JOB + "\",\"status\":\"cancelled\"}");
    }

    @Test
    void c58AReceiverThatIsAwayIsTriedForADayByQueue() {
        failedJob("no such bucket");
        answers.addAll(Collections.nCopies(9, new Answered(500)));
        var waits = List.of(
                MessageQueue.CALLBACKS_RETRY_5S,
                MessageQueue.CALLBACKS_RETRY_1M,
                MessageQueue.CALLBACKS_RETRY_10M,
                MessageQueue.CALLBACKS_RETRY_1H,
                MessageQueue.CALLBACKS_RETRY_6H,
                MessageQueue.CALLBACKS_RETRY_6H,
                MessageQueue.CALLBACKS_RETRY_6H,
                MessageQueue.CALLBACKS_RETRY_6H);

        nudge();
        for (var queue : waits) {
            assertThat(publisher.sent()).last().isEqualTo(new FakePublisher.Sent(queue, NUDGE, TraceHeaders.NONE));
            clock.advance(queue.ttl().orElseThrow().minusMillis(1));
            nudge();
            clock.advance(Duration.ofMillis(1));
            nudge();
        }

        assertThat(posts).hasSize(9);
        assertThat(publisher.sent()).hasSize(8);
        assertThat(state()).isEqualTo(CallbackState.ABANDONED);
        assertThat(Duration.between(START, clock.instant())).isEqualTo(Duration.parse("PT25H11M5S"));
        assertThat(count("failed")).isEqualTo(8);
        assertThat(count("abandoned")).isEqualTo(1);
    }

    @Test
    void aFailedTryThatIsMadeAgainWithSuccessIsTheLast() {
        failedJob("no such bucket");
        answers.addAll(List.of(new Unanswered("connection refused"), new Answered(200)));

        nudge();
        assertThat(lastResult()).isEqualTo(CallbackResult.unanswered("connection refused"));
        clock.advance(Duration.ofSeconds(5));
        nudge();
        clock.advance(Duration.ofDays(2));
        nudge();

        assertThat(posts).hasSize(2);
        assertThat(state()).isEqualTo(CallbackState.DELIVERED);
        assertThat(lastResult()).isEqualTo(CallbackResult.answered(200));
    }

    @Test
    void c58AReceiverThatIsGoneIsNotAskedAgain() {
        failedJob("no such bucket");
        answers.add(new Answered(410));

        nudge();
        clock.advance(Duration.ofDays(2));
        nudge();

        assertThat(posts).hasSize(1);
        assertThat(state()).isEqualTo(CallbackState.ABANDONED);
        assertThat(lastResult().isGone()).isTrue();
        assertThat(count("gone")).isEqualTo(1);
    }

    @Test
    void c58AnAddressThatIsNotAllowedIsNotTriedAgain() {
        failedJob("no such bucket");
        answers.add(new Refused("address not allowed: private"));

        nudge();
        clock.advance(Duration.ofDays(2));
        nudge();

        assertThat(posts).hasSize(1);
        assertThat(state()).isEqualTo(CallbackState.ABANDONED);
        assertThat(lastResult()).isEqualTo(CallbackResult.unanswered("address not allowed: private"));
        assertThat(count("refused")).isEqualTo(1);
    }

    /** No queue waits for two minutes: the message comes after ten, and the sweeper nudges when the row says so. */
    @Test
    void c58ABusyReceiverIsTriedWhenItAsksForItAndNeverEarlier() {
        failedJob("no such bucket");
        answers.add(new Answered(503, Duration.ofMinutes(2)));

        nudge();
        clock.advance(Duration.ofMinutes(2).minusMillis(1));
        nudge();
        assertThat(posts).hasSize(1);
        assertThat(jobs.dueForCallback(clock.instant(), 10)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(jobs.dueForCallback(clock.instant(), 10)).hasSize(1);
        nudge();

        assertThat(posts).hasSize(2);
        assertThat(publisher.sentTo(MessageQueue.CALLBACKS_RETRY_10M)).containsExactly(NUDGE);
    }

    @Test
    void c58ABusyReceiverCannotAskForLessThanTheScheduleSays() {
        failedJob("no such bucket");
        answers.add(new Answered(429, Duration.ofSeconds(1)));

        nudge();
        clock.advance(Duration.ofSeconds(4));
        nudge();

        assertThat(posts).hasSize(1);
    }

    @Test
    void c58AReplayPostsTheSameOnceMoreAndHasAllTriesBeforeIt() {
        failedJob("no such bucket");
        answers.addAll(List.of(new Answered(204), new Answered(500), new Answered(204)));
        nudge();
        clock.advance(Duration.ofDays(3));

        jobs.replayCallback(JOB, clock.instant());
        nudge();
        assertThat(publisher.sentTo(MessageQueue.CALLBACKS_RETRY_5S)).containsExactly(NUDGE);
        clock.advance(Duration.ofSeconds(5));
        nudge();

        assertThat(posts)
                .hasSize(3)
                .extracting(post -> post.webhookId() + post.body())
                .containsOnly(posts.get(0).webhookId() + posts.get(0).body());
        assertThat(state()).isEqualTo(CallbackState.DELIVERED);
    }

    @Test
    void i6EveryTryHasTheSameIdAndTheSameBody() {
        failedJob("no such bucket");
        answers.addAll(List.of(new Answered(500), new Answered(500), new Answered(500)));

        nudge();
        clock.advance(Duration.ofSeconds(5));
        nudge();
        clock.advance(Duration.ofMinutes(1));
        nudge();

        assertThat(posts).hasSize(3);
        assertThat(posts.stream().map(post -> post.webhookId() + post.body()).distinct())
                .hasSize(1);
    }

    @Test
    void c57AnAbandonedCallbackLeavesTheJobAsItIs() {
        failedJob("no such bucket");
        var before = jobs.find(JOB).orElseThrow();
        answers.addAll(Collections.nCopies(9, new Answered(302)));

        for (int i = 0; i < 12; i++) {
            nudge();
            clock.advance(Duration.ofHours(6));
        }

        var after = jobs.find(JOB).orElseThrow();
        assertThat(posts).hasSize(9);
        assertThat(after.aftermath().callback().state()).isEqualTo(CallbackState.ABANDONED);
        assertThat(after.ending()).isEqualTo(before.ending());
        assertThat(after.turn()).isEqualTo(before.turn());
    }

    @Test
    void aSecondMessageOfATryPostsNothing() {
        failedJob("no such bucket");
        answers.add(new Answered(500));

        nudge();
        nudge();
        nudge();

        assertThat(posts).hasSize(1);
    }

    @Test
    void aMessageThatComesWhileATryIsUnderWayPostsNothing() {
        failedJob("no such bucket");
        jobs.claimCallback(JOB, 0, START, START.plus(CallbackDelivery.LEASE));

        nudge();

        assertThat(posts).isEmpty();
    }

    @Test
    void p9ATryThatDiedIsMadeAgainWhenItsLeaseIsOver() {
        failedJob("no such bucket");
        jobs.claimCallback(JOB, 0, START, START.plus(CallbackDelivery.LEASE));

        clock.advance(CallbackDelivery.LEASE);
        nudge();

        assertThat(posts).hasSize(1);
        assertThat(state()).isEqualTo(CallbackState.DELIVERED);
    }

    @Test
    void p9AnOutcomeThatCouldNotBeRecordedIsTriedAgain() {
        failedJob("no such bucket");
        jobs.fail(FaultPlan.on("callbackTried"));

        assertThatThrownBy(this::nudge).isInstanceOf(JobStoreException.class);
        clock.advance(CallbackDelivery.LEASE);
        nudge();

        assertThat(posts).hasSize(2);
        assertThat(state()).isEqualTo(CallbackState.DELIVERED);
    }

    @Test
    void p9ARetryThatCouldNotBeQueuedIsLeftToTheSweeper() {
        failedJob("no such bucket");
        answers.add(new Answered(503));
        publisher.failNext();

        nudge();

        clock.advance(Duration.ofSeconds(5));
        assertThat(jobs.dueForCallback(clock.instant(), 10)).hasSize(1);
    }

    @Test
    void aMessageOfAJobWithoutCallbackOrOfNoJobPostsNothing() {
        nudge();
        accept(null);
        jobs.cancel(JOB, START);
        nudge();

        assertThat(posts).isEmpty();
    }

    @Test
    void aMessageOfALiveJobPostsNothing() {
        accept(HOOK);

        nudge();

        assertThat(posts).isEmpty();
    }

    @Test
    void noLogShowsTheAddress() {
        failedJob("no such bucket");
        nudge();

        assertThat(posts.get(0)).asString().doesNotContain("s3cret", "/hook");
    }

    private CallbackAnswer post(CallbackRequest request) {
        posts.add(request);
        var answer = answers.poll();
        return answer == null ? new Answered(204) : answer;
    }

    private void nudge() {
        delivery.handle(NUDGE, TraceHeaders.NONE);
    }

    private void accept(@Nullable URI hook) {
        var request = new ExportRequest("main", ExportFormat.SQL, List.of(), hook);
        jobs.insert(new Admission(JOB, "anonymous", request, START, 1));
    }

    private void failedJob(String message) {
        accept(HOOK);
        var claim = new Claim(JOB, 0, new Holder("0123456789abcdef"));
        jobs.claim(claim, START);
        jobs.end(claim, Ending.failed(START, message));
        assertThat(jobs.find(JOB))
                .hasValueSatisfying(job -> assertThat(job.status()).isEqualTo(JobStatus.FAILED));
    }

    private CallbackState state() {
        return jobs.find(JOB).orElseThrow().aftermath().callback().state();
    }

    private CallbackResult lastResult() {
        return jobs.find(JOB)
                .flatMap(job -> job.aftermath().callback().findLastTry())
                .flatMap(Aftermath.LastTry::findResult)
                .orElseThrow();
    }

    private double count(String outcome) {
        return meters.get("tranche.callbacks").tag("outcome", outcome).counter().count();
    }
}
