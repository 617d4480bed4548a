package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tranche.model.job.Compression;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobStatus;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.job.SqlContent;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Accepting jobs and reading them. */
interface AdmissionContract extends StoreUnderTest {
    @Test
    default void aJobIsFoundAsItWasAdmitted() {
        var request = new ExportRequest(
                "shop",
                ExportFormat.NDJSON,
                List.of("plain", "with \"quotes\", a\nnewline and ünïcödé 🚂", "select"),
                ExportOptions.DEFAULT.with(Compression.ZSTD),
                URI.create("https://example.org/hook?a=b&c=%20#d"));
        var admission = new Admission(JobId.create(T0, new Random(7)), "reports", request, T0.plusMillis(123), 0);

        store().insert(admission);

        var job = jobs().job(admission.id());
        assertThat(job.admission()).isEqualTo(admission);
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.turn())
                .isEqualTo(new Turn(
                        0,
                        new Turn.Hold(null, null, null),
                        new Turn.Attempts(0, 0, admission.createdAt(), null),
                        new Turn.Queueing(admission.createdAt(), 0),
                        admission.createdAt(),
                        0));
        assertThat(job.findPreparation()).isEmpty();
        assertThat(job.findCheckpoint()).isEmpty();
        assertThat(job.findEnding()).isEmpty();
        assertThat(job.startedAt()).isNull();
        assertThat(job.waiting()).isNull();
        assertThat(job.sealed()).isFalse();
        assertThat(job.aftermath())
                .isEqualTo(new Aftermath(Aftermath.Callback.untried(Aftermath.CallbackState.NONE, null), null, 0));
    }

    @Test
    default void aJobKeepsItsOptionsC24() {
        var csv = CsvDialect.RFC_4180
                .withDelimiter('\t')
                .withNullText("\\N \u00fc \ud83d\ude82")
                .withBom()
                .withFormulaGuard();
        var request = new ExportRequest(
                "shop",
                ExportFormat.CSV,
                List.of("orders"),
                new ExportOptions(Compression.GZIP, SqlContent.EVERYTHING, csv, OnDamage.SKIP),
                null);
        var admission = new Admission(JobId.create(T0, new Random(9)), "reports", request, T0, 0);

        store().insert(admission);

        assertThat(jobs().job(admission.id()).admission()).isEqualTo(admission);
    }

    @Test
    default void aJobWithoutCallbackHasNone() {
        var id = jobs().pendingWithoutCallback();

        assertThat(jobs().job(id).admission().request().findCallbackUrl()).isEmpty();
    }

    @Test
    default void anUnknownJobIsNotFound() {
        var id = JobId.create(T0, new Random(8));

        assertThat(store().find(id)).isEmpty();
        assertThat(store().parts(id)).isEmpty();
        assertThat(store().tables(id)).isEmpty();
    }

    @Test
    default void aRepeatedInsertChangesNothing() {
        var admission = jobs().admission();
        store().insert(admission);
        var claim = jobs().claim(admission.id(), T0);

        store().insert(admission);

        assertThat(job(claim).turn().isHeldBy(claim)).isTrue();
        assertThat(store().countByStatus()).containsEntry(JobStatus.PENDING, 1L);
    }

    @Test
    default void everyStateHasACount() {
        assertThat(store().countByStatus())
                .containsOnlyKeys(JobStatus.values())
                .allSatisfy((state, n) -> assertThat(n).isZero());
        jobs().pending();
        jobs().claimed();
        jobs().prepared();
        jobs().ended(Ending.completed(T0));
        jobs().ended(Ending.failed(T0, "no"));
        store().cancel(jobs().pending(), T0);

        assertThat(store().countByStatus())
                .containsEntry(JobStatus.PENDING, 2L)
                .containsEntry(JobStatus.IN_PROGRESS, 1L)
                .containsEntry(JobStatus.COMPLETED, 1L)
                .containsEntry(JobStatus.FAILED, 1L)
                .containsEntry(JobStatus.CANCELLED, 1L);
    }

    @Test
    default void liveJobsAreCountedByOwnerAndByDatabase() {
        jobs().pending();
        jobs().claimed();
        jobs().committed();
        jobs().ended(Ending.completed(T0));
        store().cancel(jobs().pending(), T0);
        var request = new ExportRequest("shop", ExportFormat.SQL, List.of(), null);
        store().insert(new Admission(JobId.create(T0, new Random(9)), "reports", request, T0, 1));

        assertThat(store().liveJobs("anonymous", "main")).isEqualTo(new LiveJobs(3, 3));
        assertThat(store().liveJobs("reports", "main")).isEqualTo(new LiveJobs(1, 3));
        assertThat(store().liveJobs("nobody", "shop")).isEqualTo(new LiveJobs(0, 1));
    }

    @Test
    default void theClockIsToTheMillisecondAndGoesForward() {
        var first = store().now();

        assertThat(first).isEqualTo(first.truncatedTo(ChronoUnit.MILLIS));
        assertThat(store().now()).isAfterOrEqualTo(first);
    }

    @Test
    default void theDeploymentKeepsItsName() {
        assertThat(store().deploymentId()).matches("[0-9a-f]{32}").isEqualTo(store().deploymentId());
    }

    @Test
    default void aStoreThatAnswersPassesItsCheck() {
        assertThatCode(store()::check).doesNotThrowAnyException();
    }
}
