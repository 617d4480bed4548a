package dev.tranche.gateway.job;

import dev.tranche.gateway.security.Caller;
import dev.tranche.messaging.BrokerAlarm;
import dev.tranche.model.store.JobStore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /export/jobs/{jobId}} (C30), {@code …/manifest} (C43) and {@code POST …/callback} (C58). */
@RestController
final class JobController {
    private final VisibleJobs visible;
    private final JobStore jobs;
    private final BrokerAlarm alarm;
    private final CallbackReplay replay;

    JobController(VisibleJobs visible, JobStore jobs, BrokerAlarm alarm, CallbackReplay replay) {
        this.visible = visible;
        this.jobs = jobs;
        this.alarm = alarm;
        this.replay = replay;
    }

    @GetMapping("/export/jobs/{jobId}")
    ResponseEntity<JobView> status(Caller caller, @PathVariable String jobId) {
        var view = JobView.of(visible.get(jobId, caller), alarm.reason());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(view);
    }

    @PostMapping("/export/jobs/{jobId}/callback")
    ResponseEntity<JobView> sendCallbackAgain(Caller caller, @PathVariable String jobId) {
        replay.start(visible.get(jobId, caller));
        var view = JobView.of(visible.get(jobId, caller), alarm.reason());
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/export/jobs/" + view.result().jobId())
                .contentType(MediaType.APPLICATION_JSON)
                .body(view);
    }

    @GetMapping("/export/jobs/{jobId}/manifest")
    ResponseEntity<ManifestView> manifest(Caller caller, @PathVariable String jobId) {
        var job = visible.getCompleted(jobId, caller);
        var view = ManifestView.of(job, jobs.tables(job.id()), jobs.parts(job.id()));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(view);
    }
}
