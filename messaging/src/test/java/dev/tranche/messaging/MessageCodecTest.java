package dev.tranche.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.Message;

class MessageCodecTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final Instant QUEUED_AT = Instant.parse("2024-01-01T17:00:00.123456789Z");
    private static final Instant PUBLISHED = Instant.parse("2024-01-01T17:00:09.5Z");

    private final MessageCodec codec = new MessageCodec(InstantSource.fixed(PUBLISHED));

    @ParameterizedTest
    @EnumSource(Via.class)
    void aChunkMessageIsReadAsItWasWritten(Via via) {
        var message = new ChunkMessage(JOB, Long.MAX_VALUE, via, QUEUED_AT);

        assertThat(codec.chunk(codec.encode(message, TraceHeaders.NONE))).isEqualTo(message);
    }

    /** P11 compares these times, and two messages of one second must not look alike. */
    @Test
    void theTimeQueuedKeepsItsMilliseconds() {
        var message = codec.encode(new ChunkMessage(JOB, 0, Via.NEW, QUEUED_AT), TraceHeaders.NONE);

        assertThat(codec.chunk(message).queuedAt()).isEqualTo(Instant.parse("2024-01-01T17:00:00.123Z"));
        assertThat(message.getMessageProperties().getTimestamp()).isEqualTo(PUBLISHED);
    }

    @Test
    void aCallbackMessageIsReadAsItWasWritten() {
        var message = new CallbackMessage(JOB, "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W");

        assertThat(codec.callback(codec.encode(message, TraceHeaders.NONE))).isEqualTo(message);
    }

    @Test
    void aTraceIsPassedOnAndOtherHeadersAreNotTakenForOne() {
        var trace = new TraceHeaders(Map.of("traceparent", "00-4bf9-00f0-01", "tracestate", "a=b"));

        var message = codec.encode(new CallbackMessage(JOB, "msg_1"), trace);
        message.getMessageProperties().setHeader("baggage", 17);
        message.getMessageProperties().setHeader("other", "x");

        assertThat(codec.trace(message)).isEqualTo(trace);
    }

    /** P23: what is not whole must be found out before anything is done with it. */
    @Test
    void oneKindIsNotReadAsTheOther() {
        var chunk = codec.encode(new ChunkMessage(JOB, 3, Via.NEXT, QUEUED_AT), TraceHeaders.NONE);
        var callback = codec.encode(new CallbackMessage(JOB, "msg_1"), TraceHeaders.NONE);

        assertThatExceptionOfType(Unparseable.class).isThrownBy(() -> codec.callback(chunk));
        assertThatExceptionOfType(Unparseable.class).isThrownBy(() -> codec.chunk(callback));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "\u0000\u0001",
                "null",
                "[]",
                "17",
                "{}",
                "{\"v\":2,\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"step\":1}",
                "{\"v\":\"1\",\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"step\":1}",
                "{\"v\":1,\"jobId\":\"../../etc/passwd\",\"step\":1}",
                "{\"v\":1,\"jobId\":17,\"step\":1}",
                "{\"v\":1,\"step\":1}",
                "{\"v\":1,\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\"}",
                "{\"v\":1,\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"step\":-1}",
                "{\"v\":1,\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"step\":1.5}",
                "{\"v\":1,\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"step\":\"1\"}",
                "{\"v\":1,\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"step\":9223372036854775808}"
            })
    void aBodyThatIsNotOursIsUnparseable(String body) {
        var whole = codec.encode(new ChunkMessage(JOB, 3, Via.NEXT, QUEUED_AT), TraceHeaders.NONE);
        var rubbish = new Message(body.getBytes(StandardCharsets.UTF_8), whole.getMessageProperties());

        assertThatExceptionOfType(Unparseable.class).isThrownBy(() -> codec.chunk(rubbish));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tranche-via", "tranche-queued-at"})
    void aHeaderThatIsMissingOrOddIsUnparseable(String header) {
        var message = codec.encode(new ChunkMessage(JOB, 3, Via.NEXT, QUEUED_AT), TraceHeaders.NONE);
        message.getMessageProperties().setHeader(header, "yesterday");
        assertThatExceptionOfType(Unparseable.class)
                .isThrownBy(() -> codec.chunk(message))
                .withMessageContaining(header)
                .withMessageContaining("yesterday");

        message.getMessageProperties().getHeaders().remove(header);
        assertThatExceptionOfType(Unparseable.class).isThrownBy(() -> codec.chunk(message));
    }
}
