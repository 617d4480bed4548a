package dev.tranche.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.fault.SimulatedCrash;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.ObjectStoreException.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FaultyObjectStoreTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final NewObject OBJECT = new NewObject(
            ObjectKey.ofDatabase("main", JOB, "sql"), "application/x-sqlite3", new ObjectOwner(JOB, "0123456789"));

    private final InMemoryObjectStore inner =
            new InMemoryObjectStore(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    private final FaultyObjectStore store = new FaultyObjectStore(inner);

    @Nested
    class WithoutFaultsIsAStore extends ObjectStoreContract {
        @Override
        protected ObjectStore store() {
            return store;
        }
    }

    @Test
    void aFaultBeforeTheEffectChangesNothing() {
        store.fail(FaultPlan.on("put"));
        assertThatThrownBy(() -> store.put(OBJECT, new byte[1]))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThat(inner.contentOf(OBJECT.key())).isEmpty();
    }

    @Test
    void aFaultAfterTheEffectIsAnAnswerThatGotLost() {
        store.fail(FaultPlan.on("put").afterEffect());
        assertThatThrownBy(() -> store.put(OBJECT, new byte[1])).isInstanceOf(ObjectStoreException.class);
        assertThat(inner.contentOf(OBJECT.key())).isPresent();
    }

    @Test
    void onlyTheNamedCallFails() {
        store.fail(FaultPlan.on("check").call(2).crash());
        store.check();
        assertThatThrownBy(store::check).isInstanceOf(SimulatedCrash.class);
        store.check();
        assertThat(store.faults().calls("check")).isEqualTo(3);
    }

    @Test
    void everyCallFromOneOnFailsUntilTheFaultsAreCleared() {
        store.fail(FaultPlan.on("head")
                .fromCall(1)
                .failWith(() -> FaultyObjectStore.failure("head", Reason.REJECTED, "AccessDenied")));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.head(OBJECT.key())).hasMessageContaining("AccessDenied");
        }
        store.faults().clear();
        assertThat(store.head(OBJECT.key())).isEmpty();
    }

    @Test
    void somethingElseCanHappenMeanwhile() {
        var seen = new ArrayList<Boolean>();
        store.fail(FaultPlan.on("put")
                .meanwhile(() -> seen.add(inner.contentOf(OBJECT.key()).isPresent())));
        store.fail(FaultPlan.on("put")
                .afterEffect()
                .meanwhile(() -> seen.add(inner.contentOf(OBJECT.key()).isPresent())));
        store.put(OBJECT, new byte[1]);
        assertThat(seen).containsExactly(false, true);
    }
}
