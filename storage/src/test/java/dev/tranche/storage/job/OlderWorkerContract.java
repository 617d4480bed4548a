package dev.tranche.storage.job;

import static dev.tranche.model.store.SampleJobs.T0;
import static dev.tranche.model.store.SampleJobs.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.SampleJobs;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What workers of a version before may write, while some of both are at work. */
interface OlderWorkerContract {
    JobStore store();

    SampleJobs jobs();

    /** The database of the store. */
    JdbcTemplate sql();

    /** As the second cleaning was recorded before files expired. */
    private JobId cleanedBeforeV5(Ending ending) {
        var id = jobs().ended(ending);
        store().cleanedOnce(id, after(900));
        sql().update("UPDATE export_jobs SET cleanings = 2, clean_due_at = NULL WHERE cleanings = 1 AND job_id = '" + id
                + "'");
        return id;
    }

    @Test
    default void c59AFileThatAnOlderWorkerLeftDueForNothingExpiresAllTheSame() {
        var id = cleanedBeforeV5(Ending.completed(T0, after(7200)));
        assertThat(store().dueForCleaning(after(7199), 10)).isEmpty();
        assertThat(store().dueForCleaning(after(7200), 10)).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(id);
            assertThat(job.aftermath().isDueForCleaning(after(7200))).isTrue();
        });

        assertThat(store().expired(id)).isTrue();
        assertThat(store().dueForCleaning(after(99999), 10)).isEmpty();
        assertThat(store().cleaningPostponed(id, after(99999))).isFalse();
    }

    @Test
    default void c59OneThatCannotBeDeletedIsPutOffAsAnyOther() {
        var id = cleanedBeforeV5(Ending.completed(T0, after(7200)));

        assertThat(store().cleaningPostponed(id, after(9000))).isTrue();

        assertThat(store().dueForCleaning(after(8999), 10)).isEmpty();
        assertThat(store().dueForCleaning(after(9000), 10)).extracting(Job::id).containsExactly(id);
        assertThat(store().expired(id)).isTrue();
    }

    @Test
    default void c59WhatIsKeptStaysWhoeverCleanedIt() {
        var kept = cleanedBeforeV5(Ending.completed(T0));
        var failed = cleanedBeforeV5(Ending.failed(T0, "no"));

        assertThat(store().dueForCleaning(after(999_999), 10)).isEmpty();
        assertThat(store().expired(kept) || store().expired(failed)).isFalse();
    }
}
