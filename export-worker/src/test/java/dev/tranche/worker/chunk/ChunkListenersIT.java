package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.Consumers;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.messaging.MessagingConfiguration;
import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.messaging.test.TcpProxy;
import dev.tranche.model.job.JobId;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.Via;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.worker.activity.WorkerActivity;
import dev.tranche.worker.spool.DeploymentMark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The end of the consumers while a delivery is at work that the container has forgotten. Seen when all processes were killed at random. */
class ChunkListenersIT {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SpringBootConfiguration
    @ImportAutoConfiguration(RabbitAutoConfiguration.class)
    @Import(MessagingConfiguration.class)
    static class Messaging {}

    @TempDir
    Path spool;

    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ChunkThreads threads = new ChunkThreads(1);
    private TcpProxy wire;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void connect() throws Exception {
        var broker = EmbeddedTestBroker.shared();
        wire = TcpProxy.to(broker.host(), broker.port());
        application = new SpringApplicationBuilder(Messaging.class)
                .web(WebApplicationType.NONE)
                .properties(broker.springPropertiesVia(wire.host(), wire.port()))
                .properties("spring.main.banner-mode=off", "logging.level.root=WARN")
                .run();
        broker.purge();
    }

    @AfterEach
    void disconnect() throws Exception {
        release.countDown();
        threads.close();
        application.close();
        wire.close();
    }

    @Test
    void p14TheEndWaitsForAChunkWhoseConnectionToTheBrokerIsLost() throws Exception {
        var listeners = atWork();
        wire.refuse();
        wire.cut();
        await().atMost(PATIENCE).until(() -> listeners.attached() == 0);

        var end = CompletableFuture.runAsync(listeners::stop);
        assertThatThrownBy(() -> end.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        release.countDown();
        assertThat(end).succeedsWithin(PATIENCE);
    }

    /** Listeners with a delivery at work, which goes on until it is released. */
    private ChunkListeners atWork() throws Exception {
        var jobs = new InMemoryJobStore(InstantSource.system());
        var mark = new DeploymentMark(spool);
        mark.write(jobs.deploymentId());
        var shutdown = new Shutdown(System::nanoTime);
        ChunkListener.Work work = (arrival, delivery) -> {
            taken.countDown();
            awaitRelease();
            delivery.acknowledge();
        };
        var listeners = new ChunkListeners(
                new ChunkListeners.Crew(1, "test"),
                application.getBean(Consumers.class),
                new ChunkListener.Tools(
                        application.getBean(MessageCodec.class),
                        application.getBean(DeadLetters.class),
                        work,
                        new WorkerActivity(() -> 1, System::nanoTime),
                        shutdown),
                new ChunkListeners.Tools(new SpoolGuard(jobs, mark), shutdown, threads, threads.executor()));
        listeners.start();
        await().atMost(PATIENCE).until(() -> listeners.attached() == 1);
        application
                .getBean(ConfirmedPublisher.class)
                .publish(MessageQueue.CHUNKS, new ChunkMessage(JOB, 1, Via.NEXT, Instant.EPOCH));
        assertThat(taken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return listeners;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
