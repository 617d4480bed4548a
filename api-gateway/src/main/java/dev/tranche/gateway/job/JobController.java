package dev.tranche.gateway.job;

import dev.tranche.gateway.security.Caller;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /export/jobs/{jobId}} (C30). */
@RestController
final class JobController {
    private final VisibleJobs jobs;

    JobController(VisibleJobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/export/jobs/{jobId}")
    ResponseEntity<JobView> status(Caller caller, @PathVariable String jobId) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(JobView.of(jobs.get(jobId, caller)));
    }
}
