package dev.tranche.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tranche.messaging.test.EmbeddedTestBroker;
import dev.tranche.model.checksum.Sha256;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.standalone.process.ServiceProcess;
import dev.tranche.storage.object.S3ProxyServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a deployment is told in confidence it tells nobody: not its logs, not its errors, not the actuator with every endpoint that an
 * operator can open, while all goes well and while the broker, the object store and the job store refuse what they are shown.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    /** Every secret of the test has it, so that one search finds a piece of any. */
    private static final String CONFIDENTIAL = "c0nf1dential";

    private static final String TOKEN = CONFIDENTIAL + "-token";
    private static final String DATASOURCE_PASSWORD = CONFIDENTIAL + "-datasource";
    private static final String BROKER_PASSWORD = CONFIDENTIAL + "-broker";
    private static final String S3_SECRET = CONFIDENTIAL + "-s3";
    private static final String CALLBACK_SECRET = "whsec_" + CONFIDENTIAL + "callbackcallbackcall";

    /** Nobody listens there, so its delivery fails. */
    private static final String CALLBACK_URL = "http://127.0.0.1:1/" + CONFIDENTIAL + "-path?key=" + CONFIDENTIAL;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> said = new ArrayList<>();
    private S3ProxyServer s3;

    @BeforeAll
    void startS3(@TempDir Path folder) {
        s3 = S3ProxyServer.start(0, folder, "exports-of-tests");
    }

    @AfterAll
    void stopS3() {
        s3.close();
    }

    private Deployment deployment(Path folder) {
        return new Deployment(folder, EmbeddedTestBroker.shared())
                .with("tranche.tokens[0].name", "boss")
                .with("tranche.tokens[0].role", "admin")
                .with("tranche.tokens[0].sha256", hash(TOKEN))
                .with("tranche.callbacks.secrets[0]", CALLBACK_SECRET)
                .with("spring.datasource.password", DATASOURCE_PASSWORD)
                // The heap has them: who may dump it may read everything.
                .with("management.endpoints.web.exposure.include", "*")
                .with("management.endpoints.web.exposure.exclude", "heapdump,shutdown")
                .with("logging.level.dev.tranche", "DEBUG")
                .onS3(s3)
                .withEnvironment("AWS_SECRET_ACCESS_KEY", S3_SECRET);
    }

    private static String hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Test
    void aJobThatTheObjectStoreRefusesAndItsCallbackTellNobody(@TempDir Path folder) throws Exception {
        try (var deployment = deployment(folder).initSpool()) {
            TestDatabase.shop(deployment.database("shop"), 10);
            ServiceProcess gateway = deployment.startGateway();
            ServiceProcess worker = deployment.startWorker();
            String job = "/export/jobs/" + jobOf(awaitAccepted(gateway));

            await().atMost(SOON).until(() -> get(gateway, job).contains("\"status\":\"failed\""));
            await().atMost(SOON).until(() -> worker.log().contains("callback"));
            get(gateway, job + "/download");
            get(gateway, "/export/dump?database=shop&access_token=" + TOKEN);
            collect(gateway, worker);
        }
        assertThat(said).as("answers and logs").hasSizeGreaterThan(20).noneMatch(text -> text.contains(CONFIDENTIAL));
    }

    @Test
    void aBrokerAndAJobStoreThatRefuseThePasswordTellNobody(@TempDir Path folder) throws Exception {
        var mistaken = deployment(folder)
                .with("spring.rabbitmq.password", BROKER_PASSWORD)
                .with(
                        "spring.datasource.url",
                        "jdbc:postgresql://127.0.0.1:1/tranche?user=tranche&password=" + DATASOURCE_PASSWORD);
        try (var deployment = mistaken) {
            ServiceProcess gateway = deployment.startGateway();
            ServiceProcess worker = deployment.startWorker();
            for (var process : List.of(gateway, worker)) {
                await().atMost(SOON)
                        .until(() ->
                                process.health().isPresent() || process.log().contains("refused"));
            }
            collect(gateway, worker);
        }
        assertThat(said).as("answers and logs").hasSizeGreaterThan(1).noneMatch(text -> text.contains(CONFIDENTIAL));
    }

    private HttpResponse<String> awaitAccepted(ServiceProcess gateway) {
        return await().atMost(SOON).ignoreExceptions().until(() -> post(gateway), a -> a.statusCode() == 202);
    }

    private static String jobOf(HttpResponse<String> accepted) {
        return JsonMapper.shared()
                .readTree(accepted.body())
                .path("result")
                .path("jobId")
                .asString();
    }

    private HttpResponse<String> post(ServiceProcess gateway) throws IOException, InterruptedException {
        return send(request(gateway, "/export/dump")
                .POST(BodyPublishers.ofString("{\"database\":\"shop\",\"callbackUrl\":\"" + CALLBACK_URL + "\"}")));
    }

    /** The logs, and what every endpoint of the actuator says. */
    private void collect(ServiceProcess... processes) throws IOException, InterruptedException {
        for (var process : processes) {
            said.add(process.log());
            if (process.health().isEmpty()) {
                continue;
            }
            var links = JsonMapper.shared().readTree(get(process, "/actuator")).path("_links");
            for (Map.Entry<String, ?> link : links.properties()) {
                if (!link.getKey().contains("-")) {
                    get(process, "/actuator/" + link.getKey());
                }
            }
        }
    }

    private String get(ServiceProcess process, String path) throws IOException, InterruptedException {
        return send(request(process, path).GET()).body();
    }

    private static HttpRequest.Builder request(ServiceProcess process, String path) {
        return HttpRequest.newBuilder(URI.create(process.root() + path)).header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        said.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
        return answer;
    }
}
