package dev.tranche.storage.health;

import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Component {@code objectStore}; {@code UNKNOWN} where none is configured, since synchronous exports work without (C5, C27). The page
 * is public, so it names the kind of failure only.
 */
final class ObjectStoreHealth implements HealthIndicator {
    private static final String REASON = "reason";

    private final ObjectProvider<ObjectStore> objects;

    ObjectStoreHealth(ObjectProvider<ObjectStore> objects) {
        this.objects = objects;
    }

    @Override
    public Health health() {
        var store = objects.getIfAvailable();
        if (store == null) {
            return Health.unknown()
                    .withDetail(REASON, "neither a bucket nor a folder is configured")
                    .build();
        }
        try {
            store.check();
            return Health.up().build();
        } catch (ObjectStoreException e) {
            return Health.down().withDetail(REASON, e.code()).build();
        }
    }
}
