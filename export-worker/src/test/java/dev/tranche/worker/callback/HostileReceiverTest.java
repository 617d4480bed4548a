package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.message.TraceHeaders;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import dev.tranche.worker.callback.CallbackAnswer.Verdict;
import dev.tranche.worker.callback.MicronautCallbackSender.Limits;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that speak HTTP in ways that no server would: each gets one post, and neither thread, heap nor connection for long (C58). */
@Timeout(60)
class HostileReceiverTest {
    private static final MicronautCallbackSender PATIENT = Senders.local(Limits.DEFAULT);
    private static final MicronautCallbackSender HASTY =
            Senders.local(new Limits(Duration.ofSeconds(1), Duration.ofMillis(500), 64 * 1024));

    @AfterAll
    static void close() {
        PATIENT.close();
        HASTY.close();
    }

    private static CallbackAnswer post(MicronautCallbackSender sender, URI url) {
        return sender.post(new CallbackRequest(url, "msg_1", "{}", TraceHeaders.NONE));
    }

    private static void isGivenUp(RawReceiver.Speech speech, CallbackAnswer expected) throws Exception {
        isGivenUp(PATIENT, speech, expected);
    }

    private static void isGivenUpInTime(RawReceiver.Speech speech) throws Exception {
        isGivenUp(HASTY, speech, new Unanswered("no answer in time"));
    }

    private static void isGivenUp(MicronautCallbackSender sender, RawReceiver.Speech speech, CallbackAnswer expected)
            throws Exception {
        try (var receiver = new RawReceiver(speech)) {
            assertThat(post(sender, receiver.url())).isEqualTo(expected);
            assertThat(receiver.isHungUpWithin(20))
                    .as("the connection is let go")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "199 Whatever"})
    void informationalAnswersAreSkippedRfc9110(String status) throws Exception {
        var hint = "HTTP/1.1 " + status + "\r\nLink: </a.css>; rel=preload\r\n\r\n";

        isGivenUp(
                RawReceiver.Speech.of(hint + hint + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), new Answered(200));
        isGivenUp(RawReceiver.Speech.of(hint + "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"), new Answered(410));
    }

    @Test
    void informationalAnswersWithoutAnEndAreBoundedBySizeAndTime() throws Exception {
        var hint = "HTTP/1.1 103 Early Hints\r\nLink: <" + "x".repeat(1_000) + ">\r\n\r\n";

        isGivenUp(RawReceiver.Speech.endless("", hint, 0), new Unanswered("no HTTP answer"));
        isGivenUpInTime(RawReceiver.Speech.endless("", hint, 50));
    }

    @Test
    void aProtocolThatNobodyAskedForIsNoSuccess() throws Exception {
        try (var receiver = new RawReceiver(RawReceiver.Speech.of(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"))) {
            assertThat(post(PATIENT, receiver.url()).verdict()).isEqualTo(Verdict.FAILED);
        }
    }

    @Test
    void oneThatNeverAnswersIsGivenUp() throws Exception {
        isGivenUpInTime(RawReceiver.Speech.of(""));
    }

    @Test
    void aHeadThatDripsIsGivenUp() throws Exception {
        isGivenUpInTime(RawReceiver.Speech.endless("HTTP/1.1 200 OK\r\nX-Slow: ", "x", 20));
    }

    @Test
    void aHeadWithoutEndIsCut() throws Exception {
        isGivenUp(
                RawReceiver.Speech.endless("HTTP/1.1 200 OK\r\n", "X-More: " + "x".repeat(500) + "\r\n", 0),
                new Unanswered("no HTTP answer"));
    }

    @Test
    void oneThatSaysYesAndKeepsTheConnectionHasItNotForLong() throws Exception {
        isGivenUp(
                RawReceiver.Speech.of("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n"),
                new Answered(200));
    }

    @Test
    void chunksWithoutEndAreCut() throws Exception {
        isGivenUp(
                RawReceiver.Speech.endless(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nabcde\r\n", 0),
                new Answered(200));
    }

    @Test
    void whatIsNotHttpIsNoAnswer() throws Exception {
        isGivenUp(RawReceiver.Speech.of("220 mail.example.org ESMTP\r\n"), new Unanswered("no HTTP answer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "file:///etc/passwd"})
    void aRedirectIntoThePrivateNetworkLeadsNowhere(String target) throws Exception {
        isGivenUp(
                RawReceiver.Speech.of(
                        "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n"),
                new Answered(307));
    }
}
