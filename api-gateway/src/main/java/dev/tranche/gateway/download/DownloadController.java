package dev.tranche.gateway.download;

import dev.tranche.gateway.error.Refused;
import dev.tranche.gateway.job.VisibleJobs;
import dev.tranche.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET} and {@code HEAD /export/jobs/{jobId}/download} (C40–C42). */
@Controller
final class DownloadController {
    private final VisibleJobs jobs;
    private final FinishedFiles files;

    DownloadController(VisibleJobs jobs, FinishedFiles files) {
        this.jobs = jobs;
        this.files = files;
    }

    @GetMapping("/export/jobs/{jobId}/download")
    void download(
            Caller caller,
            @PathVariable String jobId,
            @RequestParam(defaultValue = "false") String redirect,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var file = files.find(jobs.getCompleted(jobId, caller));
        if (!wantsRedirect(redirect) || !redirected(file, response)) {
            file.send(request, response);
        }
    }

    private static boolean wantsRedirect(String redirect) {
        return switch (redirect) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refused.badRequest("'redirect' must be true or false");
        };
    }

    /** False where the store has no URLs of its own, such as a folder: the bytes then come from here, and the caller has them. */
    private static boolean redirected(FinishedFile file, HttpServletResponse response) {
        var url = file.findUrl();
        url.ifPresent(target -> {
            response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
            response.setHeader(HttpHeaders.LOCATION, target.toString());
        });
        return url.isPresent();
    }
}
