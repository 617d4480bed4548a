package dev.tranche.messaging;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Component {@code broker} of the health page. The page is public, so it says that something is wrong and the log says what. */
final class BrokerHealth implements HealthIndicator {
    private final QueueDepths depths;

    BrokerHealth(QueueDepths depths) {
        this.depths = depths;
    }

    @Override
    public Health health() {
        try {
            depths.read();
            return Health.up().build();
        } catch (BrokerUnavailable e) {
            return Health.down()
                    .withDetail("reason", "the broker does not answer")
                    .build();
        }
    }
}
