package dev.tranche.messaging.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.messaging.PublishFailed;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.MessageQueue;
import org.junit.jupiter.api.Test;

/** The fake fails as the real one does: with {@link PublishFailed}, whether or not the message arrived. */
class FakePublisherTest {
    private static final CallbackMessage MESSAGE =
            new CallbackMessage(new JobId("export_20240101-170000_k3v9q0x1m2n4"), "msg_1");

    private final FakePublisher publisher = new FakePublisher();

    @Test
    void whatIsPublishedIsFoundByItsQueue() {
        publisher.publish(MessageQueue.CALLBACKS, MESSAGE);

        assertThat(publisher.sentTo(MessageQueue.CALLBACKS)).containsExactly(MESSAGE);
        assertThat(publisher.sentTo(MessageQueue.CALLBACKS_DEAD)).isEmpty();
    }

    @Test
    void aFailureSendsNothingAndTheNextPublishWorks() {
        publisher.failNext();

        assertThatExceptionOfType(PublishFailed.class)
                .isThrownBy(() -> publisher.publish(MessageQueue.CALLBACKS, MESSAGE));
        assertThat(publisher.sent()).isEmpty();
        publisher.publish(MessageQueue.CALLBACKS, MESSAGE);
        assertThat(publisher.sent()).hasSize(1);
    }

    @Test
    void aLostConfirmIsAFailureOfAMessageThatArrived() {
        publisher.loseNextConfirm();

        assertThatExceptionOfType(PublishFailed.class)
                .isThrownBy(() -> publisher.publish(MessageQueue.CALLBACKS, MESSAGE));
        assertThat(publisher.sent()).hasSize(1);
    }
}
