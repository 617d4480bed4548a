package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.messaging.test.FakePublisher;
import dev.tranche.model.fault.SimulatedCrash;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.Aftermath.CallbackState;
import dev.tranche.model.store.CallbackOutcome;
import dev.tranche.model.store.CallbackResult;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Refused;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a callback is tried again, and when it is not (C58). */
class CallbackTriesTest extends DeliveryFixture {
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
    void p10AReceiverAtWhichEveryWorkerDiesMeetsNineOfThemWithinADay() {
        failedJob("no such bucket");
        deadly = true;

        for (int i = 0; i < 12; i++) {
            dieOf(this::nudge);
            clock.advance(CallbackDelivery.LEASE);
            nudge();
            clock.advance(Duration.ofHours(6));
        }

        assertThat(posts).hasSize(9);
        assertThat(state()).isEqualTo(CallbackState.ABANDONED);
        assertThat(lastResult()).isEqualTo(CallbackResult.unanswered("the worker ended before there was an answer"));
        assertThat(publisher.sent())
                .extracting(FakePublisher.Sent::queue)
                .startsWith(MessageQueue.CALLBACKS_RETRY_5S, MessageQueue.CALLBACKS_RETRY_1M)
                .hasSize(8);
    }

    @Test
    void aTryIsNotTakenForDeadWithinItsLeaseAndMayStillSayWhatItCameTo() {
        failedJob("no such bucket");
        deadly = true;
        dieOf(this::nudge);
        deadly = false;
        clock.advance(CallbackDelivery.LEASE.minusMillis(1));
        nudge();
        assertThat(posts).hasSize(1);
        assertThat(publisher.sent()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        nudge();
        jobs.callbackTried(JOB, 1, CallbackOutcome.delivered(CallbackResult.answered(204)));
        clock.advance(Duration.ofSeconds(5));
        nudge();

        assertThat(posts).hasSize(1);
        assertThat(state()).isEqualTo(CallbackState.DELIVERED);
    }

    private static void dieOf(Runnable action) {
        try {
            action.run();
        } catch (SimulatedCrash e) {
            // Another process goes on.
        }
    }
}
