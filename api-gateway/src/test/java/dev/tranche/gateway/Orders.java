package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Admission;
import java.net.http.HttpResponse;

/** POSTs that ask for exports, and the jobs that come of them. */
final class Orders {
    private final GatewayServer server;

    Orders(GatewayServer server) {
        this.server = server;
    }

    /** The answer to a body in which each {@code '} stands for a quote. */
    HttpResponse<String> post(String body) {
        return server.post("/export/dump", body.replace('\'', '"'));
    }

    /** The job of such a body, which must be accepted. */
    JobId accepted(String body) {
        var answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return idOf(answer);
    }

    /** What was admitted. */
    Admission admission(JobId id) {
        return server.storedJobs.find(id).orElseThrow().admission();
    }

    static JobId idOf(HttpResponse<String> answer) {
        return new JobId(header(answer, "Location").substring("/export/jobs/".length()));
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }
}
