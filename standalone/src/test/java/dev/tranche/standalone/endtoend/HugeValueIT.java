package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.standalone.process.RunnableJar;
import dev.tranche.standalone.process.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value of nearly 1 GB, SQLite's limit, in a process with 256 MiB of heap: its own job fails, and no other (C3, issue 5). */
@Tag("long")
class HugeValueIT {
    private static final int VALUE_BYTES = 900_000_000;

    @TempDir
    static Path folder;

    @Test
    void issue5ARowThatDoesNotFitIntoTheHeapTakesNoOtherJobWithIt() throws Exception {
        Files.createDirectories(folder.resolve("databases"));
        create("huge", "CREATE TABLE huge(x)", "INSERT INTO huge VALUES (zeroblob(" + VALUE_BYTES + "))");
        create("small", "CREATE TABLE small(x)", "INSERT INTO small VALUES ('a row')");
        try (var service = ServiceProcess.start(RunnableJar.STANDALONE, folder, properties(), List.of())
                .awaitUp()) {
            var api = new Api(service.root());
            var huge = api.start("{\"database\":\"huge\",\"format\":\"json\"}");
            // The third attempt comes after 11 s, the eighth and last one after five minutes.
            await().atMost(Duration.ofMinutes(3)).until(() -> failuresByMemory(api) >= 2);

            var others = IntStream.range(0, 5)
                    .mapToObj(i -> api.start("{\"database\":\"small\"}"))
                    .toList();
            others.forEach(job -> assertThat(
                            api.awaitEnd(job).path("status").asString())
                    .isEqualTo("completed"));
            await().atMost(Duration.ofMinutes(3)).until(() -> failuresByMemory(api) >= 3);
            assertThat(service.health()).hasValueSatisfying(h -> assertThat(h.statusCode()).isEqualTo(200));
            assertThat(api.status(huge).path("status").asString()).isEqualTo("in_progress");
        }
    }

    private static Map<String, String> properties() {
        return Map.of("tranche.databases-folder", folder.resolve("databases").toString());
    }

    private static void create(String name, String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("databases/" + name + ".db"));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static double failuresByMemory(Api api) {
        return api.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("tranche_chunk_failures_total") && line.contains("cause=\"memory\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
