package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportRequest;
import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Admission;
import dev.tranche.model.store.SampleJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * C60, C62: whatever is sent, the service answers by its contract, keeps its inside and its files to itself, and its log tells the truth. A
 * failure names the number of the request. A build fails by what was changed, not by chance; {@code -Dtranche.fuzz.seed=…} looks for what
 * nobody has seen.
 */
@ExtendWith(OutputCaptureExtension.class)
class FuzzTest {
    private static final long SEED = Long.getLong("tranche.fuzz.seed", 20261122);
    private static final String SECRET = "what-nobody-exports";

    /** Answers that say which part of HTTP is not spoken here: transfer codings but chunked, versions but 1.x. */
    private static final Set<Integer> DOCUMENTED = Set.of(501, 503, 505);

    private static final Pattern INSIDE = Pattern.compile("Exception|\\tat |dev\\.tranche|springframework|apache\\.");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202e&&[^\\n\\t]]");
    /** For what the fakes keep, which are the accepted jobs and their messages, and for chance. */
    private static final long ROOM_BYTES = 24L * 1024 * 1024;

    @TempDir
    private Path folder;

    private GatewayServer server;
    private HttpFuzz fuzz;

    @BeforeEach
    void start() throws IOException {
        Path databases = Files.createDirectories(folder.resolve("databases"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Databases.make(databases.resolve("main.db"), "CREATE TABLE t(x)", "INSERT INTO t VALUES(1), ('text')");
        Databases.make(outside.resolve("canary.db"), "CREATE TABLE t(x)", "INSERT INTO t VALUES('" + SECRET + "')");
        server = GatewayServer.with(TestTokens.with(
                        "tranche.databases-folder=" + databases,
                        "tranche.limits.requests-per-minute=0",
                        "tranche.limits.live-jobs-per-token=0"))
                .start();
        fuzz = new HttpFuzz(SEED, finishedJob().value());
    }

    private JobId finishedJob() {
        var admission = new Admission(
                JobId.create(SampleJobs.T0, new Random(4)),
                "admin",
                new ExportRequest("main", ExportFormat.SQL, List.of(), null),
                SampleJobs.T0,
                1);
        return new CompletedJobs(server).add(admission, "0123456789");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fiveThousandRequestsThatNobodyMeantWellC60C62(CapturedOutput log) throws IOException {
        run(5_000, log);
    }

    @Test
    @Tag("long")
    void aHundredThousandC60C62(CapturedOutput log) throws IOException {
        run(100_000, log);
    }

    private void run(int requests, CapturedOutput log) throws IOException {
        System.out.println("fuzz seed " + SEED);
        Set<String> before = files();
        send(0, requests / 5);
        long usedBefore = usedBytes();
        send(requests / 5, requests);

        assertThat(usedBytes() - usedBefore).as("memory kept, in bytes").isLessThan(ROOM_BYTES);
        assertThat(files()).isEqualTo(before);
        assertThatNobodyWroteInto(log);
        assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            String request = fuzz.request(i);
            check("seed " + SEED + " request " + i + ":\n" + request + "\nanswer:\n", answer(request));
        }
    }

    /** All that comes back until the service ends the connection; behind its last byte ours has no more to say. */
    private String answer(String request) {
        try (var socket = RawHttp.to(server.port()).open()) {
            RawHttp.write(socket, request);
            socket.shutdownOutput();
            return RawHttp.readAll(socket.getInputStream());
        } catch (IOException cut) {
            return "";
        }
    }

    private static void check(String what, String all) {
        assertThat(all).as(what).doesNotContain(SECRET);
        if (!all.startsWith("HTTP/1.")) {
            // Nothing, or the bare body that HTTP/0.9 is answered with: its requests have no version in their line.
            assertThat(all).as(what).doesNotContainPattern(INSIDE);
            return;
        }
        for (var answer : RawHttp.Answer.allOf(all)) {
            check(what + all, answer);
        }
    }

    private static void check(String what, RawHttp.Answer answer) {
        if (answer.status() >= 500) {
            assertThat(DOCUMENTED).as(what).contains(answer.status());
        }
        if (answer.status() >= 400) {
            assertThat(answer.body()).as(what).doesNotContainPattern(INSIDE);
            assertThat(isNothingOrAnError(answer)).as(what).isTrue();
        }
    }

    private static boolean isNothingOrAnError(RawHttp.Answer answer) {
        if (answer.body().isEmpty()) {
            return true;
        }
        try {
            var json = JsonMapper.shared().readTree(answer.body());
            return answer.head().contains("Content-Type: application/problem+json")
                    ? json.path("detail").isString()
                    : answer.head().contains("Content-Type: application/json")
                            && json.path("error").isString();
        } catch (JacksonException e) {
            return false;
        }
    }

    private Set<String> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void assertThatNobodyWroteInto(CapturedOutput log) {
        assertThat(log.getAll().lines()).noneMatch(line -> line.startsWith(HttpFuzz.MARK));
        assertThat(log.getAll()).doesNotContainPattern(CONTROL);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
