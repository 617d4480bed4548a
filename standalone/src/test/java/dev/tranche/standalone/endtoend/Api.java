package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the HTTP API. */
final class Api {
    private static final Duration JOB = Duration.ofMinutes(10);

    private final URI root;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    Api(URI root) {
        this.root = root;
    }

    /** POSTs this body and returns the id of the accepted job. */
    String start(String body) {
        var response = send(HttpRequest.newBuilder(root.resolve("/export/dump"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return json.readTree(response.body()).path("result").path("jobId").asString();
    }

    /** The {@code result} member of the job's status. */
    JsonNode status(String jobId) {
        return result("/export/jobs/" + jobId);
    }

    /** The {@code result} member of the job's manifest. */
    JsonNode manifest(String jobId) {
        return result("/export/jobs/" + jobId + "/manifest");
    }

    private JsonNode result(String path) {
        var response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body()).path("result");
    }

    /** Waits until the job has ended, and returns its last status. */
    JsonNode awaitEnd(String jobId) {
        var last = new AtomicReference<JsonNode>();
        await("end of " + jobId).atMost(JOB).pollInterval(Duration.ofMillis(50)).until(() -> {
            last.set(status(jobId));
            String state = last.get().path("status").asString();
            return !state.equals("pending") && !state.equals("in_progress");
        });
        return last.get();
    }

    /** Waits until the job has ended, which must be well, and downloads its object. */
    Path awaitDownload(String jobId, Path target) {
        JsonNode status = awaitEnd(jobId);
        assertThat(status.path("status").asString()).as(status.toPrettyString()).isEqualTo("completed");
        return download("/export/jobs/" + jobId + "/download", target);
    }

    Path download(String path, Path target) {
        // Without the last option the tail of a longer file stays.
        var toFile = BodyHandlers.ofFile(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        var response = send(HttpRequest.newBuilder(root.resolve(path)).build(), toFile);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return target;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new AssertionError(request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
