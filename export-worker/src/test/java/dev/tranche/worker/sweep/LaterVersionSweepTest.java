package dev.tranche.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectOwner;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.Upload;
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

/** An older worker's sweeper among jobs that only a later version understands (P9, P11, P22): no sweep stumbles over their rows. */
class LaterVersionSweepTest {
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
    void p11TheLostMessageOfAJobOfALaterVersionIsSentAgain() {
        var later = world.acceptOfALaterVersion();
        var other = world.accept();

        world.pass(Duration.ofSeconds(35), world::workerIsIdle, world.jobSweep());

        assertThat(world.chunkMessages())
                .extracting(QueuedMessage::id)
                .containsExactlyInAnyOrder(later + "/0", other + "/0");
    }

    @Test
    void i5WhatADeliveryOfALaterVersionLeftIsRemovedThoughItsKeyIsNotKnownHere() throws IOException {
        var claim = world.claim(world.acceptOfALaterVersion());
        upload(claim.id());
        Files.writeString(spool.pathOf(SpoolFile.snapshot(claim)), "a snapshot");
        world.jobs.end(claim, Ending.failed(world.clock.instant(), "No export worker knows the format parquet"));

        cleaner.clean(world.job(claim.id()));
        new OrphanSweep(world.jobs, world.objects, spool, cleaner, new SweepMetrics(world.meters)).run();

        assertThat(world.objectMap.openUploads()).isZero();
        assertThat(folder).isEmptyDirectory();
        assertThat(world.job(claim.id()).aftermath().cleanings()).isEqualTo(1);
    }

    @Test
    void i5TheUploadOfAPreparedJobOfALaterVersionIsRemovedByTheKeyInItsRow() {
        var claim = world.claim(world.acceptOfALaterVersion());
        var prepared = world.prepare(claim, upload(claim.id()));
        world.jobs.end(prepared, Ending.failed(world.clock.instant(), "a test"));

        cleaner.clean(world.job(claim.id()));

        assertThat(world.objectMap.openUploads()).isZero();
    }

    @Test
    void c59TheFileOfAJobOfALaterVersionExpires() {
        var claim = world.claim(world.acceptOfALaterVersion());
        var key = keyOf(claim.id());
        world.objects.put(newObject(key), new byte[] {1});
        var now = world.clock.instant();
        world.complete(claim, upload(claim.id()), Ending.completed(now, now.plus(Duration.ofHours(1))));
        cleaner.clean(world.job(claim.id()));
        world.clock.advance(Cleaner.SECOND_AFTER);
        cleaner.clean(world.job(claim.id()));
        assertThat(world.objects.head(key)).isPresent();

        world.clock.advance(Duration.ofHours(1));
        world.jobs.dueForCleaning(world.clock.instant(), 10).forEach(cleaner::clean);

        assertThat(world.objects.head(key)).isEmpty();
        assertThat(world.job(claim.id()).aftermath().isExpired()).isTrue();
    }

    private Upload upload(JobId id) {
        return world.objects.createUpload(newObject(keyOf(id)), new PartSize(PartSize.S3_MIN_BYTES));
    }

    private static NewObject newObject(ObjectKey key) {
        return new NewObject(key, "application/vnd.apache.parquet", new ObjectOwner(key.jobId(), "nonce123"));
    }

    private static ObjectKey keyOf(JobId id) {
        return ObjectKey.ofDatabase("main", id, "parquet");
    }
}
