package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.job.JobRequest;
import dev.tranche.model.job.RequestWords;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.SampleJobs;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an older gateway answers about jobs that only a later version understands (C30, C40, C43, P15). */
class LaterJobsTest {
    private static final Random RANDOM = new Random(22);

    @AutoClose
    private static final GatewayServer server = GatewayServer.with().start();

    @Test
    void theStatusHasTheNamesOfTheRowAndNoOptionsC30() {
        var admission = admission();
        server.storedJobs.insert(admission);

        var answer = server.get("/export/jobs/" + admission.id());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"status\":\"pending\",\"format\":\"parquet\"")
                .contains("\"compression\":\"brotli\",\"options\":null");
    }

    @Test
    void theFileHasTheEndingOfItsKeyC40() {
        var id = completed();

        var answer = server.get("/export/jobs/" + id + "/download");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("PAR1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + id + ".parquet.br\"");
    }

    @Test
    void theManifestHasTheNamesOfTheRowC43() {
        var answer = server.get("/export/jobs/" + completed() + "/manifest");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"format\":\"parquet\",\"compression\":\"brotli\",\"options\":null");
    }

    private static JobId completed() {
        var admission = admission();
        var key = ObjectKey.ofDatabase("main", admission.id(), "parquet.br");
        return new CompletedJobs(server).add(admission, key, "PAR1");
    }

    private static Admission admission() {
        var words = new RequestWords("parquet", "brotli", Map.of("rowGroup", "7"));
        var request = JobRequest.of("main", words, List.of(), null);
        return new Admission(JobId.create(SampleJobs.T0, RANDOM), "anonymous", request, SampleJobs.T0, 1);
    }
}
