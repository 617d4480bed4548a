package dev.tranche.gateway;

import dev.tranche.messaging.BrokerAlarm;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.InMemoryObjectStore;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.FaultyJobStore;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.SampleJobs;
import dev.tranche.model.store.SettableClock;
import dev.tranche.storage.object.ObjectStoreConfiguration;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The gateway on a port of its own, over fakes of the stores and of the broker, and a client for it. */
final class GatewayServer implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final SettableClock clock = new SettableClock(SampleJobs.T0);
    final InMemoryJobStore storedJobs = new InMemoryJobStore(clock);
    final FaultyJobStore jobs = new FaultyJobStore(storedJobs);
    final FaultyObjectStore objects = new FaultyObjectStore(new InMemoryObjectStore(clock));
    final RecordingPublisher publisher = new RecordingPublisher();
    final SettableDepths depths = new SettableDepths();
    final AtomicReference<@Nullable String> brokerAlarm = new AtomicReference<>();
    final SettableRateClock rateClock = new SettableRateClock();

    private final List<String> properties;
    private boolean withFakeObjects = true;
    private ServletWebServerApplicationContext context;

    private GatewayServer(List<String> properties) {
        this.properties = new ArrayList<>(properties);
    }

    /** Not started yet; {@code properties} as {@code name=value}. */
    static GatewayServer with(String... properties) {
        return new GatewayServer(List.of(properties));
    }

    /** Neither bucket nor folder (C27). */
    GatewayServer withoutObjectStore() {
        withFakeObjects = false;
        return this;
    }

    /** The real store in a folder, which has no URLs of its own. */
    GatewayServer withObjectsIn(Path folder) {
        properties.add("tranche.objects-folder=" + folder);
        return withoutObjectStore();
    }

    GatewayServer start() {
        properties.add("server.port=0");
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .initializers(c -> register((GenericApplicationContext) c))
                .run(properties.stream().map(p -> "--" + p).toArray(String[]::new));
        return this;
    }

    private void register(GenericApplicationContext c) {
        c.registerBean("testJobs", JobStore.class, () -> jobs);
        c.registerBean("testPublisher", ConfirmedPublisher.class, () -> publisher, d -> d.setPrimary(true));
        BrokerAlarm alarm = () -> Optional.ofNullable(brokerAlarm.get());
        c.registerBean("testAlarm", BrokerAlarm.class, () -> alarm, d -> d.setPrimary(true));
        c.registerBean("testRateClock", TimeMeter.class, () -> rateClock, d -> d.setPrimary(true));
        c.registerBean("testDepths", QueueDepths.class, () -> depths, d -> d.setPrimary(true));
        if (withFakeObjects) {
            c.registerBean("testObjects", ObjectStore.class, () -> objects);
        }
    }

    ObjectStore objectStore() {
        return context.getBean(ObjectStore.class);
    }

    int port() {
        return context.getWebServer().getPort();
    }

    /** Every route that a request can be led to, as {@code METHOD pattern}; {@code ANY} where the method does not matter. */
    Set<String> routes() {
        var annotated = context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(GatewayServer::routes);
        var byUrl = context.getBeansOfType(AbstractUrlHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMap().keySet().stream())
                .map(pattern -> "ANY " + pattern);
        return Stream.concat(annotated, byUrl).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> routes(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods();
        List<String> names = methods.isEmpty()
                ? List.of("ANY")
                : methods.stream().map(RequestMethod::name).toList();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> names.stream().map(method -> method + " " + pattern));
    }

    /** {@code path} as it goes over the wire, percent-encoded by the test. */
    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> call(String method, String path, String... headers) {
        return send(request(path, headers).method(method, BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no whole answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
            })
    @Import({GatewayConfiguration.class, ObjectStoreConfiguration.class})
    static class Application {}

    /** The time by which requests are counted. */
    static final class SettableRateClock implements TimeMeter {
        private final AtomicLong nanos = new AtomicLong();

        void advance(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** The broker as this test wants it. */
    static final class SettableDepths implements QueueDepths {
        volatile RuntimeException failure;

        @Override
        public Map<MessageQueue, Depth> read() {
            if (failure != null) {
                throw failure;
            }
            var all = new LinkedHashMap<MessageQueue, Depth>();
            for (MessageQueue queue : MessageQueue.values()) {
                all.put(queue, new Depth(queue == MessageQueue.CHUNKS ? 7 : 0, 2));
            }
            return all;
        }
    }
}
