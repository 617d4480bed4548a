package dev.tranche.gateway.job;

import dev.tranche.gateway.security.Caller;
import dev.tranche.messaging.BrokerAlarm;
import dev.tranche.model.store.JobStore;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /export/jobs/{jobId}} (C30) and {@code …/manifest} (C43). */
@RestController
final class JobController {
    private final VisibleJobs visible;
    private final JobStore jobs;
    private final BrokerAlarm alarm;

    JobController(VisibleJobs visible, JobStore jobs, BrokerAlarm alarm) {
        this.visible = visible;
        this.jobs = jobs;
        this.alarm = alarm;
    }

    @GetMapping("/export/jobs/{jobId}")
    ResponseEntity<JobView> status(Caller caller, @PathVariable String jobId) {
        var view = JobView.of(visible.get(jobId, caller), alarm.reason());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(view);
    }

    @GetMapping("/export/jobs/{jobId}/manifest")
    ResponseEntity<ManifestView> manifest(Caller caller, @PathVariable String jobId) {
        var job = visible.getCompleted(jobId, caller);
        var view = ManifestView.of(job, jobs.tables(job.id()), jobs.parts(job.id()));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(view);
    }
}
