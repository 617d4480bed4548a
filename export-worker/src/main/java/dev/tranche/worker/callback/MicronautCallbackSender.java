package dev.tranche.worker.callback;

import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.io.buffer.ByteArrayBufferFactory;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Posts by Micronaut's HTTP client, one for all callbacks of this process. The status line decides, and what comes behind it is
 * dropped, with the connection if it is too much, so that a receiver can neither fill the heap nor hold a thread.
 *
 * <p>The check of the address (C58) has its place here: the client's context takes a named {@code AddressResolverGroup}, through which
 * each connection goes. Until then any http or https address is posted to.
 */
final class MicronautCallbackSender implements CallbackSender, AutoCloseable {
    /** The bounds of one post. */
    record Limits(Duration connect, Duration total, int answerBytes) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 64 * 1024);
    }

    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(ByteArrayBufferFactory.INSTANCE);

    /** Where Reactor looks for what to do with failures after the end, such as of a connection that was given up. Source: its Hooks. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    private final Limits limits;
    private final ApplicationContext context;
    private final RawHttpClient client;

    /** Takes seconds in a process that has just started. */
    MicronautCallbackSender(Limits limits) {
        this.limits = limits;
        this.context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(settings(limits))
                .start();
        context.getBean(NettyClientCustomizer.Registry.class).register(new AnswerCap(limits.answerBytes()));
        this.client = context.getBean(RawHttpClient.class);
    }

    private static Map<String, Object> settings(Limits limits) {
        return Map.of(
                "micronaut.http.client.connect-timeout", limits.connect(),
                "micronaut.http.client.read-timeout", limits.total(),
                "micronaut.http.client.max-content-length", limits.answerBytes(),
                "micronaut.http.client.follow-redirects", false,
                "micronaut.http.client.exception-on-error-status", false);
    }

    @Override
    public CallbackAnswer post(CallbackRequest request) {
        var scheme = request.url().getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            return new Unanswered("neither http nor https");
        }
        var body = BODIES.copyOf(request.body(), StandardCharsets.UTF_8);
        return Mono.from(client.exchange(httpRequest(request), body, null))
                .map(MicronautCallbackSender::statusOf)
                .timeout(limits.total())
                .onErrorResume(e -> Mono.just(failure(e)))
                .contextWrite(context -> context.put(ON_ERROR_DROPPED, (Consumer<Throwable>) e -> {}))
                .blockOptional()
                .orElseGet(() -> new Unanswered("no answer"));
    }

    private static HttpRequest<?> httpRequest(CallbackRequest request) {
        var http = HttpRequest.POST(request.url(), "")
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("User-Agent", "Tranche")
                .header("webhook-id", request.webhookId());
        var traceparent = request.trace().byName().get("traceparent");
        return traceparent == null ? http : http.header("traceparent", traceparent);
    }

    /** Closing drops what comes behind the status line, and leaves the connection to the next post if that is not too much. */
    private static CallbackAnswer statusOf(HttpResponse<?> response) {
        int status = response.code();
        if (response instanceof ByteBodyHttpResponse<?> open) {
            open.close();
        }
        return new Answered(status);
    }

    /** Only the kind of the failure: messages of the client contain the address. */
    private static CallbackAnswer failure(Throwable e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return new Unanswered(cause.getClass().getSimpleName());
    }

    @Override
    public void close() {
        context.close();
    }
}
