package dev.tranche.worker;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.test.TestBroker;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.spool.DeploymentMark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker as its own process would be, with a real broker, a SQLite job store and a folder of objects. */
public final class TestWorker implements AutoCloseable {
    private final ConfigurableApplicationContext application;

    private TestWorker(ConfigurableApplicationContext application) {
        this.application = application;
    }

    /**
     * Starts one and makes its spool folder ready.
     *
     * @param home where everything is kept, the database {@code main.db} among it
     */
    public static TestWorker start(TestBroker broker, Path home, Map<String, Object> more) {
        var worker = startWithoutSpool(broker, home, more);
        worker.makeSpoolReady();
        return worker;
    }

    /** The same with a spool folder that nobody made ready. */
    public static TestWorker startWithoutSpool(TestBroker broker, Path home, Map<String, Object> more) {
        var properties = new HashMap<>(broker.springProperties());
        properties.put("spring.datasource.url", "jdbc:sqlite:" + home.resolve("jobs.db"));
        properties.put("tranche.objects-folder", home.resolve("objects").toString());
        properties.put("tranche.spool-folder", home.resolve("spool").toString());
        properties.put("tranche.databases.main.path", home.resolve("main.db").toString());
        properties.put("server.port", "0");
        properties.put("logging.level.root", "WARN");
        properties.put("spring.main.banner-mode", "off");
        properties.putAll(more);
        var application = new SpringApplicationBuilder(WorkerApplication.class)
                .run(properties.entrySet().stream()
                        .map(e -> "--" + e.getKey() + "=" + e.getValue())
                        .toArray(String[]::new));
        return new TestWorker(application);
    }

    public void makeSpoolReady() {
        bean(DeploymentMark.class).write(jobs().deploymentId());
    }

    /** Where the worker serves this path. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path);
    }

    public <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    public JobStore jobs() {
        return bean(JobStore.class);
    }

    /** Accepts a job as the gateway does: the row first, then the message (P1). */
    public JobId accept(ExportFormat format) {
        var id = admit(format);
        // A queue is there once the first consumer has connected.
        Awaitility.await().ignoreExceptions().untilAsserted(() -> announce(id));
        return id;
    }

    /** The row alone. */
    public JobId admit(ExportFormat format) {
        var now = jobs().now();
        var id = JobId.create(now, new SecureRandom());
        jobs().insert(new Admission(id, "anonymous", new ExportRequest("main", format, List.of(), null), now, 0));
        return id;
    }

    /** The message alone. */
    public void announce(JobId id) {
        bean(ConfirmedPublisher.class).publish(MessageQueue.CHUNKS, new ChunkMessage(id, 0, Via.NEW, jobs().now()));
    }

    public Job row(JobId id) {
        return jobs().find(id).orElseThrow();
    }

    /** The bytes of a completed job's object. */
    public byte[] objectOf(JobId id) {
        try (var in = bean(ObjectStore.class).read(row(id).admission().objectKey())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
