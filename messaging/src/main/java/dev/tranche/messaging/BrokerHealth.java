package dev.tranche.messaging;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Component {@code broker} of the health page. The page is public, so it says that something is wrong and the log says what. */
final class BrokerHealth implements HealthIndicator {
    private final QueueDepths depths;
    private final BrokerAlarm alarm;

    BrokerHealth(QueueDepths depths, BrokerAlarm alarm) {
        this.depths = depths;
        this.alarm = alarm;
    }

    @Override
    public Health health() {
        try {
            depths.read();
            return alarm.reason()
                    .map(why -> down("the broker takes no messages: " + why))
                    .orElseGet(() -> Health.up().build());
        } catch (BrokerUnavailable e) {
            return down("the broker does not answer");
        }
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }
}
