package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackDeliveryTest extends DeliveryFixture {
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
    void p9ATryThatDiedHasFailedWhenItsLeaseIsOver() {
        failedJob("no such bucket");
        jobs.claimCallback(JOB, 0, START, START.plus(CallbackDelivery.LEASE));

        clock.advance(CallbackDelivery.LEASE);
        nudge();
        clock.advance(Duration.ofSeconds(5));
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
        clock.advance(Duration.ofSeconds(5));
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
}
