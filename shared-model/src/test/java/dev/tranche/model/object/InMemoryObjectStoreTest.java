package dev.tranche.model.object;

import java.time.Instant;
import java.time.InstantSource;

class InMemoryObjectStoreTest extends ObjectStoreContract {
    private final InMemoryObjectStore store =
            new InMemoryObjectStore(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

    @Override
    protected ObjectStore store() {
        return store;
    }
}
