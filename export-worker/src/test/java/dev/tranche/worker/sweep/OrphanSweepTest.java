package dev.tranche.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.Release;
import dev.tranche.worker.spool.SpoolFile;
import dev.tranche.worker.spool.SpoolFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSweepTest {
    private static final JobId FOREIGN = new JobId("export_20240101-170000_anotherdeployment");

    @TempDir
    Path folder;

    private final World world = new World();
    private SpoolFolder spool;
    private OrphanSweep sweep;

    @BeforeEach
    void make() {
        spool = new SpoolFolder(folder);
        var cleaner = new Cleaner(world.jobs, world.objects, spool);
        sweep = new OrphanSweep(world.jobs, world.objects, spool, cleaner, new SweepMetrics(world.meters));
    }

    @Test
    void p22WhatBelongsToNoRowOfThisStoreIsNeverTouched() throws IOException {
        var key = ObjectKey.ofDatabase("main", FOREIGN, "sql");
        world.objects.createUpload(
                new NewObject(key, "application/x-sqlite3", new ObjectOwner(FOREIGN, "nonce123")),
                new PartSize(PartSize.S3_MIN_BYTES));
        create(SpoolFile.snapshot(new Claim(FOREIGN, 0, new Holder("0123456789abcdef"))));
        Files.createFile(folder.resolve("notes.txt"));

        sweep.run();

        assertThat(world.objectMap.openUploads()).isEqualTo(1);
        assertThat(folder).isDirectoryContaining("glob:**notes.txt");
        assertThat(spool.list()).hasSize(1);
    }

    @Test
    void p22AnUploadThatTheRowOfALiveJobDoesNotNameIsAborted() {
        var claim = world.claim(world.accept());
        var named = Leftovers.upload(world, claim.id());
        Leftovers.upload(world, claim.id());
        var prepared = world.prepare(claim, named);
        world.jobs.release(prepared, Release.givenBack(World.START));

        sweep.run();

        assertThat(world.objects.listUploads(named.key()))
                .extracting(open -> open.upload())
                .containsExactly(named);
        assertThat(world.count("tranche.sweeper.orphaned.uploads")).isEqualTo(1);
    }

    @Test
    void p22AnUploadOfAHeldJobMayBeAboutToBeNamed() {
        var claim = world.claim(world.accept());
        Leftovers.upload(world, claim.id());

        sweep.run();

        assertThat(world.objectMap.openUploads()).isEqualTo(1);
    }

    @Test
    void p7AnUploadOfAHolderThatFellSilentMayStillBeNamedByItsLateCommit() {
        var claim = world.claim(world.accept());
        Leftovers.upload(world, claim.id());
        world.clock.advance(Duration.ofMinutes(1));

        sweep.run();

        assertThat(world.objectMap.openUploads()).isEqualTo(1);
    }

    @Test
    void p22TheSnapshotOfADeadDeliveryIsDeletedAndTheRowsOwnStays() throws IOException {
        var dead = world.claim(world.accept());
        create(SpoolFile.snapshot(dead));
        world.jobs.release(dead, Release.givenBack(World.START));
        var claim = world.claim(dead.id());
        var journal = new SpoolFile(claim.id(), claim.holder(), "db-journal");
        create(SpoolFile.snapshot(claim));
        create(journal);

        sweep.run();
        assertThat(spool.list()).containsExactlyInAnyOrder(SpoolFile.snapshot(claim), journal);

        var prepared = world.prepare(claim, Leftovers.upload(world, claim.id()));
        world.jobs.release(prepared, Release.givenBack(World.START));
        sweep.run();
        assertThat(spool.list()).contains(SpoolFile.snapshot(claim));
    }

    @Test
    void i5WhatADeadDeliveryMadeAfterTheEndOfItsJobGoes() throws IOException {
        var id = world.accept();
        world.jobs.cancel(id, World.START);
        Leftovers.upload(world, id);
        create(SpoolFile.snapshot(new Claim(id, 0, new Holder("0123456789abcdef"))));

        sweep.run();

        assertThat(world.objectMap.openUploads()).isZero();
        assertThat(spool.list()).isEmpty();
    }

    @Test
    void c59ASnapshotGoesThoughTheObjectStoreIsAway() throws IOException {
        var dead = world.claim(world.accept());
        create(SpoolFile.snapshot(dead));
        world.jobs.release(dead, Release.givenBack(World.START));
        world.objects.fail(FaultPlan.on("listUploads").fromCall(1));

        assertThatThrownBy(sweep::run).isInstanceOf(ObjectStoreException.class);

        assertThat(spool.list()).isEmpty();
    }

    @Test
    void p22AnUploadThatCannotBeAbortedKeepsNoOtherOne() {
        var id = world.accept();
        world.jobs.cancel(id, World.START);
        Leftovers.upload(world, id);
        Leftovers.upload(world, id);
        world.objects.fail(FaultPlan.on("abort"));

        sweep.run();

        assertThat(world.objectMap.openUploads()).isEqualTo(1);
    }

    private void create(SpoolFile file) throws IOException {
        Files.writeString(spool.pathOf(file), "bytes");
    }
}
