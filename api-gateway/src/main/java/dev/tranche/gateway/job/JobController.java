package dev.tranche.gateway.job;

import dev.tranche.gateway.security.Caller;
import dev.tranche.messaging.BrokerAlarm;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /export/jobs/{jobId}} (C30). */
@RestController
final class JobController {
    private final VisibleJobs jobs;
    private final BrokerAlarm alarm;

    JobController(VisibleJobs jobs, BrokerAlarm alarm) {
        this.jobs = jobs;
        this.alarm = alarm;
    }

    @GetMapping("/export/jobs/{jobId}")
    ResponseEntity<JobView> status(Caller caller, @PathVariable String jobId) {
        var view = JobView.of(jobs.get(jobId, caller), alarm.reason());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(view);
    }
}
