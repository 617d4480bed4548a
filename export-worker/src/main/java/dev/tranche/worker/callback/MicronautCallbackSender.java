package dev.tranche.worker.callback;

import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Refused;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import dev.tranche.worker.callback.address.AddressRefused;
import dev.tranche.worker.callback.address.CheckedAddresses;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.io.buffer.ByteArrayBufferFactory;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.client.HttpVersionSelection;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.netty.resolver.AddressResolverGroup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Posts by Micronaut's HTTP client, one for all callbacks of this process. Every post has a connection of its own, to an address that
 * was checked for it (C58). The final status decides, and what comes behind it is dropped, with the connection if it is too much or too
 * slow, so that a receiver can neither fill the heap nor hold a thread or a connection.
 */
final class MicronautCallbackSender implements CallbackSender, AutoCloseable {
    /** The bounds of one post. */
    record Limits(Duration connect, Duration total, int answerBytes) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 64 * 1024);

        /** How long a connection may live: the post that takes it may have begun when it was nearly made. */
        private Duration connection() {
            return connect.plus(total);
        }
    }

    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(ByteArrayBufferFactory.INSTANCE);

    /** Where Reactor looks for what to do with failures after the end, such as of a connection that was given up. Source: its Hooks. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    /** The name by which the client's settings refer to the bean. */
    private static final String ADDRESSES = "checked-addresses";

    private static final Set<Integer> BUSY = Set.of(429, 503);

    private final Limits limits;
    private final WebhookSigner signer;
    private final InstantSource clock;
    private final ApplicationContext context;
    private final RawHttpClient client;

    /**
     * Takes seconds in a process that has just started.
     *
     * @param addresses what every connection asks for its address
     * @param clock the receivers' idea of the time, to which they compare that of a try
     */
    MicronautCallbackSender(Limits limits, CheckedAddresses addresses, WebhookSigner signer, InstantSource clock) {
        this.limits = limits;
        this.signer = signer;
        this.clock = clock;
        this.context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(settings(limits))
                .build();
        context.registerSingleton(AddressResolverGroup.class, addresses, Qualifiers.byName(ADDRESSES));
        context.start();
        var connections = context.getBean(NettyClientCustomizer.Registry.class);
        connections.register(new AnswerCap(limits.answerBytes(), limits.connection()));
        connections.register(new InformationalAnswers());
        this.client = context.getBean(RawHttpClient.class);
    }

    private static Map<String, Object> settings(Limits limits) {
        return Map.of(
                "micronaut.http.client.connect-timeout",
                limits.connect(),
                "micronaut.http.client.read-timeout",
                limits.total(),
                "micronaut.http.client.max-content-length",
                limits.answerBytes(),
                "micronaut.http.client.follow-redirects",
                false,
                "micronaut.http.client.pool.enabled",
                false,
                "micronaut.http.client.alpn-modes",
                List.of(HttpVersionSelection.ALPN_HTTP_1),
                "micronaut.http.client.address-resolver-group-name",
                ADDRESSES,
                "micronaut.http.client.exception-on-error-status",
                false);
    }

    @Override
    public CallbackAnswer post(CallbackRequest request) {
        if (!isHttp(request.url())) {
            return new Refused("neither http nor https");
        }
        var body = BODIES.copyOf(request.body(), StandardCharsets.UTF_8);
        return Mono.defer(() -> Mono.from(client.exchange(httpRequest(request), body, null)))
                .map(this::answer)
                .timeout(limits.total())
                .onErrorResume(e -> Mono.just(failure(e)))
                .contextWrite(context -> context.put(ON_ERROR_DROPPED, (Consumer<Throwable>) e -> {}))
                .blockOptional()
                .orElseGet(() -> new Unanswered("no answer"));
    }

    private static boolean isHttp(URI url) {
        var scheme = url.getScheme();
        return !url.isOpaque() && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
    }

    private HttpRequest<?> httpRequest(CallbackRequest request) {
        var now = clock.instant();
        var http = HttpRequest.POST(request.url(), "")
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("User-Agent", "Tranche")
                .header("webhook-id", request.webhookId())
                .header("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        signer.sign(request.webhookId(), now, request.body())
                .ifPresent(signatures -> http.header("webhook-signature", signatures));
        var traceparent = request.trace().byName().get("traceparent");
        return traceparent == null ? http : http.header("traceparent", traceparent);
    }

    /** Closing drops what comes behind the head. */
    private CallbackAnswer answer(HttpResponse<?> response) {
        int status = response.code();
        var retryAfter = BUSY.contains(status)
                ? RetryAfter.parse(response.getHeaders().get(HttpHeaders.RETRY_AFTER), clock.instant())
                : Duration.ZERO;
        if (response instanceof ByteBodyHttpResponse<?> open) {
            open.close();
        }
        return new Answered(status, retryAfter);
    }

    private static CallbackAnswer failure(Throwable e) {
        return FailureKind.causes(e)
                .filter(AddressRefused.class::isInstance)
                .findFirst()
                .<CallbackAnswer>map(refused -> new Refused(String.valueOf(refused.getMessage())))
                .orElseGet(() -> new Unanswered(FailureKind.of(e)));
    }

    @Override
    public void close() {
        context.close();
    }
}
