package dev.tranche.model.store;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.job.LaterRequest;
import dev.tranche.model.job.RequestWords;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that only a later version understands: whoever reads all rows reads them too, and nothing of them is lost (C24, P15). */
interface LaterVersionContract extends StoreUnderTest {
    @ParameterizedTest
    @CsvSource({"parquet,none,", "sql,brotli,", "sql,none,later", "csv,gzip,", "sqlite,zstd,csv.bom"})
    default void aJobOfALaterVersionIsFoundAsItWasAdmitted(String format, String compression, String option) {
        var options = option == null ? Map.<String, String>of() : Map.of(option, "a \"b\" \u00fc");
        var admission = admission(new RequestWords(format, compression, options));

        store().insert(admission);

        assertThat(admission.request()).isInstanceOf(LaterRequest.class);
        assertThat(jobs().job(admission.id()).admission()).isEqualTo(admission);
    }

    @Test
    default void aJobOfALaterVersionIsAmongTheLiveOnes() {
        var id = pendingOfALaterVersion();
        var other = jobs().pending();

        assertThat(store().live(10)).extracting(Job::id).containsExactlyInAnyOrder(id, other);
        assertThat(store().repair(Sighting.of(jobs().job(id)), after(60))).isTrue();
    }

    @Test
    default void aJobOfALaterVersionIsClaimedToBeHandedOn() {
        var claim = jobs().claim(pendingOfALaterVersion(), T0);

        assertThat(store().release(claim, Release.waiting(T0, after(10), "a worker that knows the format parquet")))
                .isTrue();

        assertThat(job(claim).waiting()).isEqualTo(new Job.Waiting("a worker that knows the format parquet", T0));
    }

    @Test
    default void aJobOfALaterVersionIsCalledAboutCleanedAndExpires() {
        var claim = jobs().claim(pendingOfALaterVersion(), T0);
        assertThat(store().end(claim, Ending.failed(T0, "No export worker knows the format parquet")))
                .isTrue();
        var id = claim.id();

        assertThat(store().dueForCallback(after(Duration.ofDays(1)), 10))
                .extracting(Job::id)
                .contains(id);
        assertThat(store().dueForCleaning(after(1), 10)).extracting(Job::id).contains(id);
        assertThat(store().cleanedOnce(id, after(2))).isTrue();
        assertThat(store().cleanedForGood(id)).isTrue();
    }

    private JobId pendingOfALaterVersion() {
        var admission = admission(new RequestWords("parquet", "none", Map.of()));
        store().insert(admission);
        return admission.id();
    }

    private static Admission admission(RequestWords words) {
        var callback = URI.create("https://example.org/hook");
        var request = JobRequest.of("shop", words, List.of(), callback);
        return new Admission(JobId.create(T0, new Random(22)), "reports", request, T0, 3);
    }
}
