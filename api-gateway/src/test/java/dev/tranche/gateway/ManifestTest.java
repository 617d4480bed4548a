package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.store.Ending;
import dev.tranche.model.store.SampleJobs;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** C43. */
class ManifestTest {
    @AutoClose
    private static GatewayServer server;

    private static SampleJobs sample;

    @BeforeAll
    static void start() {
        server = GatewayServer.with().start();
        sample = new SampleJobs(server.storedJobs);
    }

    @Test
    void aCompletedJobSaysWhatItsObjectHoldsC43() {
        var id = sample.ended(Ending.completed(SampleJobs.after(65)));
        var part = SampleJobs.part(1);

        var answer = server.get("/export/jobs/" + id + "/manifest");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"result\":{\"jobId\":\"" + id + "\",\"database\":\"main\",\"format\":\"sql\","
                        + "\"compression\":\"none\",\"options\":{},"
                        + "\"snapshotAt\":\"2024-01-01 17:00:00\",\"engine\":\"1:cafe\",\"damaged\":false,"
                        + "\"warnings\":[\"warning of part 1\"],"
                        + "\"object\":{\"bytes\":5242880,\"crc64nvme\":\"//////////8=\"},"
                        + "\"tables\":[{\"table\":\"table \\\"0\\\"\",\"rows\":1000,\"firstByte\":0,\"bytes\":5000}],"
                        + "\"parts\":[{\"number\":1,\"bytes\":5242880,\"sha256\":\""
                        + part.sha256().hex() + "\"}]}}");
    }

    @Test
    void aJobThatIsNotCompletedHasNoneC41C43() {
        assertRefused(sample.committed().value(), 400, "Export job is not completed. Current status: in_progress");
        var failed = sample.ended(Ending.failed(SampleJobs.after(7), "file is not a database"));
        assertRefused(failed.value(), 400, "Export job is not completed. Current status: failed");
    }

    @Test
    void anUnknownJobIs404C34C43() {
        assertRefused("export_20240101-170000_000000000000", 404, "Export job not found");
    }

    private static void assertRefused(String id, int status, String error) {
        var answer = server.get("/export/jobs/" + id + "/manifest");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }
}
