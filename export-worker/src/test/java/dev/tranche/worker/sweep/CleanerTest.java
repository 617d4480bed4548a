package dev.tranche.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Ending;
import dev.tranche.worker.spool.SpoolFile;
import dev.tranche.worker.spool.SpoolFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanerTest {
    @TempDir
    Path folder;

    private final World world = new World();
    private SpoolFolder spool;
    private Cleaner cleaner;

    @BeforeEach
    void make() {
        spool = new SpoolFolder(folder);
        cleaner = new Cleaner(world.jobs, world.objects, spool);
    }

    @Test
    void i5NothingOfAFailedJobIsLeft() throws IOException {
        var claim = failedJobWithLeftovers();

        cleaner.clean(world.job(claim.id()));

        assertThat(world.objectMap.openUploads()).isZero();
        assertThat(folder).isEmptyDirectory();
        assertThat(world.objects.head(world.job(claim.id()).admission().objectKey()))
                .isEmpty();
    }

    @Test
    void c59AnotherJobsThingsStay() throws IOException {
        var other = world.claim(world.accept());
        leave(other);
        var claim = failedJobWithLeftovers();

        cleaner.clean(world.job(claim.id()));

        assertThat(world.objectMap.openUploads()).isEqualTo(1);
        assertThat(spool.list()).containsExactly(SpoolFile.snapshot(other));
    }

    @Test
    void p9ItIsRecordedAndDueAgainAfter15Minutes() throws IOException {
        var id = failedJobWithLeftovers().id();
        cleaner.clean(world.job(id));
        assertThat(world.jobs.dueForCleaning(World.START, 10)).isEmpty();

        world.clock.advance(Cleaner.SECOND_AFTER);
        assertThat(world.jobs.dueForCleaning(world.clock.instant(), 10)).hasSize(1);
        cleaner.clean(world.job(id));

        world.clock.advance(Cleaner.SECOND_AFTER.multipliedBy(100));
        assertThat(world.jobs.dueForCleaning(world.clock.instant(), 10)).isEmpty();
        assertThat(world.job(id).aftermath().cleanings()).isEqualTo(2);
    }

    @Test
    void p9WhatACallInFlightMadeAfterTheFirstCleaningGoesWithTheSecond() throws IOException {
        var claim = failedJobWithLeftovers();
        cleaner.clean(world.job(claim.id()));
        leave(claim);

        world.clock.advance(Cleaner.SECOND_AFTER);
        cleaner.clean(world.job(claim.id()));

        assertThat(world.objectMap.openUploads()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void twiceInARowCountsOnce() throws IOException {
        var id = failedJobWithLeftovers().id();

        cleaner.clean(world.job(id));
        cleaner.clean(world.job(id));

        assertThat(world.job(id).aftermath().cleanings()).isEqualTo(1);
    }

    @Test
    void aFailureInBetweenLeavesTheCleaningDue() throws IOException {
        var id = failedJobWithLeftovers().id();
        world.objects.fail(FaultPlan.on("abort"));

        assertThatThrownBy(() -> cleaner.clean(world.job(id))).isInstanceOf(ObjectStoreException.class);
        assertThat(world.jobs.dueForCleaning(World.START, 10)).hasSize(1);

        cleaner.clean(world.job(id));
        assertThat(world.objectMap.openUploads()).isZero();
    }

    @Test
    void c59ASnapshotGoesThoughTheObjectStoreRefusesUs() throws IOException {
        var id = failedJobWithLeftovers().id();
        world.objects.fail(FaultPlan.on("listUploads").fromCall(1));

        assertThatThrownBy(() -> cleaner.clean(world.job(id))).isInstanceOf(ObjectStoreException.class);

        assertThat(spool.list()).isEmpty();
    }

    @Test
    void i3TheObjectOfACompletedJobGoesWhenItExpires() {
        var id = completedJobThatExpires(Duration.ofDays(7));
        var key = world.job(id).admission().objectKey();
        cleaner.clean(world.job(id));
        world.clock.advance(Cleaner.SECOND_AFTER);
        cleaner.clean(world.job(id));

        // As a worker does that comes late and finds the job ended.
        cleaner.clean(world.job(id));
        world.clock.advance(Duration.ofDays(7).minus(Cleaner.SECOND_AFTER).minusMillis(1));
        assertThat(world.jobs.dueForCleaning(world.clock.instant(), 10)).isEmpty();
        cleaner.clean(world.job(id));
        assertThat(world.objects.head(key)).isPresent();

        world.clock.advance(Duration.ofMillis(1));
        world.jobs.dueForCleaning(world.clock.instant(), 10).forEach(cleaner::clean);

        assertThat(world.objects.head(key)).isEmpty();
        assertThat(world.job(id).aftermath().isExpired()).isTrue();
        assertThat(world.job(id).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(world.jobs.dueForCleaning(world.clock.instant(), 10)).isEmpty();
    }

    @Test
    void anObjectThatCannotBeDeletedWhenItExpiresIsTriedAgain() {
        var id = completedJobThatExpires(Duration.ofHours(1));
        cleaner.clean(world.job(id));
        world.clock.advance(Cleaner.SECOND_AFTER);
        cleaner.clean(world.job(id));
        world.clock.advance(Duration.ofHours(1));
        world.objects.fail(FaultPlan.on("delete"));

        assertThatThrownBy(() -> cleaner.clean(world.job(id))).isInstanceOf(ObjectStoreException.class);
        assertThat(world.jobs.dueForCleaning(world.clock.instant(), 10)).hasSize(1);

        cleaner.clean(world.job(id));
        assertThat(world.job(id).aftermath().isExpired()).isTrue();
    }

    @Test
    void i3TheObjectOfACompletedJobStays() {
        var claim = world.claim(world.accept());
        Leftovers.object(world, claim.id());
        var upload = Leftovers.upload(world, claim.id());
        world.complete(claim, upload);

        cleaner.clean(world.job(claim.id()));

        assertThat(world.objects.head(upload.key())).isPresent();
        assertThat(world.objectMap.openUploads()).isZero();
    }

    @Test
    void aLiveJobIsNeverCleaned() {
        JobId id = world.accept();

        assertThatThrownBy(() -> cleaner.clean(world.job(id))).isInstanceOf(IllegalArgumentException.class);
    }

    private JobId completedJobThatExpires(Duration after) {
        var claim = world.claim(world.accept());
        Leftovers.object(world, claim.id());
        var now = world.clock.instant();
        world.complete(claim, Leftovers.upload(world, claim.id()), Ending.completed(now, now.plus(after)));
        return claim.id();
    }

    private Claim failedJobWithLeftovers() throws IOException {
        var claim = world.claim(world.accept());
        leave(claim);
        Leftovers.object(world, claim.id());
        world.jobs.end(claim, Ending.failed(world.clock.instant(), "not a database"));
        return claim;
    }

    private void leave(Claim claim) throws IOException {
        Leftovers.upload(world, claim.id());
        Files.writeString(spool.pathOf(SpoolFile.snapshot(claim)), "a snapshot");
    }
}
