package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C4, I4: the single process dies with its broker and every message in it; started again, the job goes on. */
class KilledStandaloneIT {
    private static final int ORDERS = 120_000;
    private static final String JOB = "{\"database\":\"shop\"}";

    @TempDir
    Path folder;

    @Test
    void aJobGoesOnAfterTheProcessWasKilled_C4() throws Exception {
        TestDatabase.shop(Files.createDirectories(folder.resolve("databases")).resolve("shop.db"), ORDERS);
        var service = start();
        Path undisturbed = new Api(service.root())
                .awaitDownload(new Api(service.root()).start(JOB), folder.resolve("undisturbed.sql"));

        var api = new Api(service.root());
        String job = api.start(JOB);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api.status(job).path("bytesWritten").asLong() > 0);
        assertThat(api.status(job).path("status").asString()).isEqualTo("in_progress");
        service.kill();
        try (var again = start()) {
            assertThat(new Api(again.root()).awaitDownload(job, folder.resolve("disturbed.sql")))
                    .hasSameBinaryContentAs(undisturbed);
        }
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                        RunnableJar.STANDALONE,
                        folder,
                        Map.of(
                                "tranche.databases-folder",
                                folder.resolve("databases").toString(),
                                "tranche.chunk.part-size",
                                "5MiB",
                                "tranche.chunk.slice",
                                "50ms"),
                        List.of())
                .awaitUp();
    }
}
