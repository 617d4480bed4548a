package dev.tranche.worker.sweep;

import dev.tranche.engine.EngineFingerprint;
import dev.tranche.messaging.BrokerAlarm;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.messaging.DeadQueues;
import dev.tranche.messaging.QueueDeclaration;
import dev.tranche.messaging.QueueDepths;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.activity.WorkerActivity;
import dev.tranche.worker.callback.CallbackNudge;
import dev.tranche.worker.spool.Spool;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sweeper's beans, for the worker's configuration to import. Every worker sweeps. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweeperSettings.class)
public class SweepConfiguration {
    @Bean
    Cleaner cleaner(JobStore jobs, ObjectStore objects, Spool spool) {
        return new Cleaner(jobs, objects, spool);
    }

    @Bean
    SweepMetrics sweepMetrics(MeterRegistry registry) {
        return new SweepMetrics(registry);
    }

    @Bean
    Surroundings surroundings(QueueDepths queues, BrokerAlarm alarm, ObjectStore objects) {
        return new Surroundings(queues, alarm, objects);
    }

    @Bean
    JobSweep jobSweep(
            JobStore jobs,
            Surroundings surroundings,
            ConfirmedPublisher publisher,
            CallbackNudge callbacks,
            SweeperSettings settings,
            SweepMetrics metrics) {
        return new JobSweep(jobs, surroundings, publisher, callbacks, settings, metrics);
    }

    @Bean
    CleaningSweep cleaningSweep(JobStore jobs, Cleaner cleaner, SweepMetrics metrics) {
        return new CleaningSweep(jobs, cleaner, metrics);
    }

    @Bean
    OrphanSweep orphanSweep(JobStore jobs, ObjectStore objects, Spool spool, Cleaner cleaner, SweepMetrics metrics) {
        return new OrphanSweep(jobs, objects, spool, cleaner, metrics);
    }

    @Bean
    CallbackSweep callbackSweep(JobStore jobs, QueueDepths queues, CallbackNudge nudge, SweepMetrics metrics) {
        return new CallbackSweep(jobs, queues, nudge, metrics);
    }

    @Bean
    DeadQueueSweep deadQueueSweep(
            JobStore jobs,
            DeadQueues queues,
            ConfirmedPublisher publisher,
            CallbackNudge callbacks,
            SweepMetrics metrics) {
        return new DeadQueueSweep(jobs, queues, publisher, callbacks, metrics);
    }

    @Bean
    WorkerReporter workerReporter(JobStore jobs, WorkerActivity activity) {
        return new WorkerReporter(jobs, activity, new WorkerName(processName(), EngineFingerprint.current()));
    }

    /** Host and process, as the consumers of this worker are called too. */
    private static String processName() {
        long pid = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + pid;
        } catch (UnknownHostException e) {
            return "unknown-host:" + pid;
        }
    }

    @Bean
    Sweeper sweeper(List<Sweep> sweeps, SweepMetrics metrics) {
        return new Sweeper(sweeps, metrics);
    }

    @Bean
    @ConditionalOnBooleanProperty("tranche.sweeper.repair-at-start")
    StartupRepair startupRepair(JobStore jobs, QueueDeclaration queues, ConfirmedPublisher publisher) {
        return new StartupRepair(jobs, queues, publisher);
    }
}
