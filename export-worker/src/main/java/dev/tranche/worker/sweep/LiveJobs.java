package dev.tranche.worker.sweep;

import dev.tranche.model.store.Job;
import dev.tranche.model.store.SweeperStore;
import java.util.List;
import java.util.function.Consumer;

/** Walks over all live jobs, page by page, so that no more than a page of rows is in memory however many there are (C3). */
final class LiveJobs {
    private static final int PAGE = 200;

    private final SweeperStore jobs;

    LiveJobs(SweeperStore jobs) {
        this.jobs = jobs;
    }

    /** Hands over every job that lives throughout the walk; one that comes or ends meanwhile, perhaps. */
    void forEachPage(Consumer<List<Job>> page) {
        var rows = jobs.live(PAGE);
        while (!rows.isEmpty()) {
            page.accept(rows);
            rows = rows.size() < PAGE
                    ? List.of()
                    : jobs.liveAfter(rows.get(rows.size() - 1).id(), PAGE);
        }
    }
}
