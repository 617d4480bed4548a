package dev.tranche.model.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tranche.model.job.JobId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");

    @Test
    void aMessageIsNamedByItsJobAndWhatItIsAbout() {
        assertThat(new ChunkMessage(JOB, 3, Via.NEW, Instant.EPOCH).id()).isEqualTo(JOB + "/3");
        assertThat(new CallbackMessage(JOB, "msg_1").id()).isEqualTo(JOB + "/msg_1");
    }

    @Test
    void thereIsNoStepBeforeTheFirst() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChunkMessage(JOB, -1, Via.NEW, Instant.EPOCH))
                .withMessageContaining("-1");
    }

    @Test
    void aCallbackHasAnId() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CallbackMessage(JOB, " "));
    }

    @Test
    void onlyTraceHeadersTravelAsATrace() {
        assertThat(new TraceHeaders(Map.of("traceparent", "x")).byName()).containsEntry("traceparent", "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceHeaders(Map.of("authorization", "secret")))
                .withMessage("trace headers are [baggage, traceparent, tracestate], not [authorization]");
    }

    /** P1: these names are in the messages of running systems. */
    @Test
    void theReasonsHaveTheirWireNames() {
        assertThat(Via.values())
                .extracting(Via::wireName)
                .containsExactly("new", "next", "failed", "refused", "repair");
        assertThat(Via.find("refused")).contains(Via.REFUSED);
        assertThat(Via.find("REFUSED")).isEmpty();
    }
}
