package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.store.SettableClock;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** C58, as a receiver sees it that uses the library of Standard Webhooks. */
class SignatureTest {
    private static final String NEW = secret(32, 1);
    private static final String OLD = secret(24, 2);
    private static final String BODY =
            "{\"jobId\":\"export_20240101-170000_k3v9q0x1m2n4\",\"status\":\"failed\",\"error_message\":\"„é“ 🙂\"}";

    /** The library compares with its own clock. */
    private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void c58AReceiverVerifiesWhatItGot() {
        var post = posted(NEW);

        assertThat(post.header("webhook-id")).isEqualTo("msg_1");
        assertThat(post.header("webhook-timestamp"))
                .isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
        assertVerifies(NEW, post);
    }

    @Test
    void c58ABodyThatSomebodyChangedIsNotVerified() {
        var post = posted(NEW);

        var forged = new Receiver.Post(
                post.method(), post.path(), post.headers(), post.body().replace("failed", "completed"));

        assertThatThrownBy(() -> verify(NEW, forged)).isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(OLD, post)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void c58WhileSecretsChangeReceiversOfTheOldAndOfTheNewOneVerify() {
        var post = posted(NEW, OLD);

        assertVerifies(NEW, post);
        assertVerifies(OLD, post);
        assertThat(post.header("webhook-signature")).matches("v1,[^ ]{44} v1,[^ ]{44}");
    }

    @Test
    void c58EveryTryCarriesItsOwnTimeAndTheSameId() {
        try (var sender = Senders.signing(signer(NEW), clock)) {
            sender.post(request());
            clock.advance(Duration.ofSeconds(65));
            sender.post(request());
        }

        var first = receiver.posts().get(0);
        var second = receiver.posts().get(1);
        assertThat(seconds(second) - seconds(first)).isEqualTo(65);
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(second.body()).isEqualTo(first.body());
        assertVerifies(NEW, second);
    }

    @Test
    void c58WithoutSecretsThereIsAnIdAndATimeAndNoSignature() {
        var post = posted();

        assertThat(post.headers())
                .containsKeys("webhook-id", "webhook-timestamp")
                .doesNotContainKey("webhook-signature");
    }

    private Receiver.Post posted(String... secrets) {
        try (var sender = Senders.signing(signer(secrets), clock)) {
            sender.post(request());
        }
        assertThat(receiver.posts()).hasSize(1);
        return receiver.posts().get(0);
    }

    private CallbackRequest request() {
        return new CallbackRequest(receiver.url("/"), "msg_1", BODY, TraceHeaders.NONE);
    }

    private static WebhookSigner signer(String... secrets) {
        return new CallbackSettings(List.of(secrets), false, List.of()).signer();
    }

    private static void assertVerifies(String secret, Receiver.Post post) {
        assertThatCode(() -> verify(secret, post)).doesNotThrowAnyException();
    }

    private static void verify(String secret, Receiver.Post post) throws WebhookVerificationException {
        new Webhook(secret).verify(post.body(), HttpHeaders.of(post.headers(), (name, value) -> true));
    }

    private static long seconds(Receiver.Post post) {
        return Long.parseLong(post.header("webhook-timestamp"));
    }

    private static String secret(int bytes, int fill) {
        var key = new byte[bytes];
        Arrays.fill(key, (byte) fill);
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }
}
