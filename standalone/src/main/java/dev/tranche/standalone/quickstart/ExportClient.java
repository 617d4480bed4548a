package dev.tranche.standalone.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the service as any caller would: over HTTP, by the documented routes. */
final class ExportClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI service;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    ExportClient(URI service) {
        this.service = service;
    }

    /** Starts a SQL export of this database and returns the job's id. */
    String start(String database) {
        String body = json.writeValueAsString(json.createObjectNode().put("database", database));
        return result(HttpRequest.newBuilder(service.resolve("/export/dump"))
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .path("jobId")
                .asString();
    }

    /** Where the job is now. */
    JobView status(String jobId) {
        return JobView.of(result(HttpRequest.newBuilder(service.resolve("/export/jobs/" + jobId))));
    }

    private JsonNode result(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request.timeout(TIMEOUT).build());
        JsonNode answer = json.readTree(response.body());
        if (response.statusCode() >= 300) {
            throw new QuickstartFailed("the service answered " + response.statusCode() + ": "
                    + answer.path("error").asString(response.body()));
        }
        return answer.path("result");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new QuickstartFailed("the service at " + service + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuickstartFailed("interrupted while waiting for " + service, e);
        }
    }
}
