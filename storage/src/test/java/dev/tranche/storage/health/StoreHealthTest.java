package dev.tranche.storage.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.object.FaultyObjectStore;
import dev.tranche.model.object.InMemoryObjectStore;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.store.FaultyJobStore;
import dev.tranche.model.store.InMemoryJobStore;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StoreHealthTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2024-01-01T17:00:00Z"));
    private final FaultyJobStore jobs = new FaultyJobStore(new InMemoryJobStore(clock));
    private final FaultyObjectStore objects = new FaultyObjectStore(new InMemoryObjectStore(clock));
    private final ApplicationContextRunner withoutObjects = new ApplicationContextRunner()
            .withUserConfiguration(StoreHealthConfiguration.class)
            .withBean(JobStore.class, () -> jobs);
    private final ApplicationContextRunner withBoth = withoutObjects.withBean(ObjectStore.class, () -> objects);

    @Test
    void storesThatAnswerAreUp() {
        assertThat(statusOf("jobStoreHealthIndicator", withBoth)).isEqualTo(Status.UP);
        assertThat(statusOf("objectStoreHealthIndicator", withBoth)).isEqualTo(Status.UP);
    }

    @Test
    void storesThatDoNotAnswerAreDown() {
        jobs.fail(FaultPlan.on("check").fromCall(1));
        objects.fail(FaultPlan.on("check").fromCall(1));
        assertThat(statusOf("jobStoreHealthIndicator", withBoth)).isEqualTo(Status.DOWN);
        assertThat(statusOf("objectStoreHealthIndicator", withBoth)).isEqualTo(Status.DOWN);
    }

    @Test
    void anObjectStoreThatIsNotConfiguredIsUnknownAndNotDownBecauseTierOneWorksC27() {
        assertThat(statusOf("objectStoreHealthIndicator", withoutObjects)).isEqualTo(Status.UNKNOWN);
    }

    private static Status statusOf(String bean, ApplicationContextRunner runner) {
        var status = new Status[1];
        runner.run(context -> status[0] =
                context.getBean(bean, HealthIndicator.class).health().getStatus());
        return status[0];
    }
}
