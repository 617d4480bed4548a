package dev.tranche.worker.chunk;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.Consumers;
import dev.tranche.messaging.DeadLetters;
import dev.tranche.messaging.MessageCodec;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.JobStore;
import dev.tranche.storage.source.Databases;
import dev.tranche.worker.activity.WorkerActivity;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.spool.DeploymentMark;
import dev.tranche.worker.spool.Spool;
import dev.tranche.worker.sweep.Cleaner;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The chunk's beans, for the worker's configuration to import: everything that is one a process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ChunkSettings.class, CrewSettings.class, Retention.class})
public class ChunkConfiguration {
    @Bean
    ChunkThreads chunkThreads(CrewSettings crew) {
        return new ChunkThreads(crew.concurrency());
    }

    @Bean
    Shutdown chunkShutdown() {
        return new Shutdown(System::nanoTime);
    }

    @Bean
    SpoolGuard spoolHealthIndicator(JobStore jobs, DeploymentMark mark) {
        return new SpoolGuard(jobs, mark);
    }

    /** The listeners come later: they need this to tell what they do. */
    @Bean
    WorkerActivity workerActivity(ObjectProvider<ChunkListeners> listeners) {
        return new WorkerActivity(() -> listeners.getObject().attached(), System::nanoTime);
    }

    @Bean
    ChunkMetrics chunkMetrics(MeterRegistry registry) {
        return new ChunkMetrics(registry);
    }

    @Bean
    ChunkFactory.Ports chunkPorts(
            JobStore jobs, ObjectStore objects, ConfirmedPublisher publisher, Databases databases, Spool spool) {
        return new ChunkFactory.Ports(jobs, objects, publisher, databases, spool);
    }

    @Bean
    Settlement.AfterEnd afterEnd(CallbackNudge callbacks, Cleaner cleaner, Retention retention) {
        return new Settlement.AfterEnd(callbacks, cleaner, retention);
    }

    @Bean
    Chunk chunk(
            ChunkFactory.Ports ports,
            ChunkThreads threads,
            Shutdown shutdown,
            ChunkMetrics metrics,
            ChunkSettings settings,
            CrewSettings crew,
            Settlement.AfterEnd afterEnd) {
        var world = new ChunkFactory.World(
                new SqliteEngine(InstantSource.system()),
                new Chunk.Tools(metrics, threads, new SecureRandom(), System::nanoTime),
                threads.executor(),
                shutdown,
                shutdown);
        var bounds = new Slice.Bounds(settings.slice(), shutdown, System::nanoTime);
        var size = new ChunkFactory.Size(settings.parts(), bounds, 2 * crew.concurrency());
        return ChunkFactory.create(ports, world, size, afterEnd);
    }

    @Bean
    ChunkListener.Tools chunkListening(
            MessageCodec codec, DeadLetters deadLetters, Chunk chunk, WorkerActivity activity, Shutdown shutdown) {
        return new ChunkListener.Tools(codec, deadLetters, chunk::take, activity, shutdown);
    }

    @Bean
    ChunkListeners chunkListeners(
            CrewSettings crew,
            Consumers consumers,
            ChunkListener.Tools listening,
            SpoolGuard spool,
            Shutdown shutdown,
            ChunkThreads threads) {
        var tools = new ChunkListeners.Tools(spool, shutdown, threads, threads.executor());
        return new ChunkListeners(
                new ChunkListeners.Crew(crew.concurrency(), "chunks@" + processName()), consumers, listening, tools);
    }

    /** Host and process, unique among all that consume from the queue. */
    private static String processName() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "unknown-host:" + ProcessHandle.current().pid();
        }
    }
}
