package dev.tranche.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Dockerfiles fit the project that they are built from. */
class ImagesTest {
    private static final String GATEWAY = "api-gateway/Dockerfile";
    private static final String WORKER = "export-worker/Dockerfile";

    @Test
    void theComposeFileBuildsThem() {
        assertThat(ComposeFile.parse(ComposeFile.text()).services().values())
                .extracting(ComposeFile.Service::dockerfile)
                .contains(GATEWAY, WORKER)
                .isSubsetOf("", GATEWAY, WORKER);
    }

    @ParameterizedTest
    @ValueSource(strings = {GATEWAY, WORKER})
    void everyBaseImageIsPinned(String file) {
        assertThat(DockerFile.read(file).baseImages()).hasSize(2).allMatch(ComposeFileTest::isPinned);
    }

    @ParameterizedTest
    @ValueSource(strings = {GATEWAY, WORKER})
    void everythingThatIsCopiedIsThere(String file) {
        assertThat(DockerFile.read(file).copiedSources())
                .isNotEmpty()
                .allSatisfy(
                        source -> assertThat(ComposeFile.TOP.resolve(source)).exists());
    }

    @Test
    void whatIsCopiedIsSeenByTheParser() {
        var file = DockerFile.parse("FROM a:1.0 AS b\nCOPY x \\\n  y /to/\nFROM b\n# COPY no\nCOPY --from=b z ./\n");

        assertThat(file.copiedSources()).containsExactly("x", "y");
        assertThat(file.baseImages()).containsExactly("a:1.0");
    }

    /** So that the second one finds the first one's stage in the cache instead of compiling everything again. */
    @Test
    void bothHaveTheSameBuildStage() {
        assertThat(DockerFile.read(GATEWAY).firstStage())
                .hasSizeGreaterThan(2)
                .isEqualTo(DockerFile.read(WORKER).firstStage());
    }

    @ParameterizedTest
    @ValueSource(strings = {GATEWAY, WORKER})
    void theProcessIsJavaItselfAndNobodySpecial(String file) {
        var image = DockerFile.read(file);

        assertThat(image.last("USER")).isEqualTo("10001:10001");
        // As a list, without a shell between it and SIGTERM.
        assertThat(image.last("ENTRYPOINT")).startsWith("[\"java\",").contains("\"-jar\"");
        // One row that does not fit fails its own job (C55) and not the process with all the others in it.
        assertThat(image.last("ENTRYPOINT")).doesNotContain("OnOutOfMemoryError");
        assertThat(image.last("HEALTHCHECK")).contains("CMD [\"/app/healthy\", \"" + image.last("EXPOSE") + "\",");
    }

    /** The jar's name is that of the module's build, and stays so in its layers. */
    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "export-worker"})
    void theJarIsTheOneThatTheBuildMakes(String module) throws IOException {
        var image = DockerFile.read(module + "/Dockerfile");
        String jar = module + ".jar";

        assertThat(Files.readString(ComposeFile.TOP.resolve(module).resolve("pom.xml")))
                .contains("tofile=\"${project.build.directory}/" + jar + "\"");
        assertThat(image.all("RUN").map(DockerFile.Instruction::rest))
                .anyMatch(run -> run.contains("-jar " + module + "/target/" + jar + " extract --layers"));
        assertThat(image.last("ENTRYPOINT")).endsWith("\"" + jar + "\"]");
    }

    @Test
    void aBuildSeesTheSourcesOfEveryModule() throws IOException {
        var ignore = DockerIgnore.read();
        var parent = Files.readString(ComposeFile.TOP.resolve("pom.xml"));
        var modules = parent.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.replaceAll("</?module>", ""))
                .toList();

        assertThat(modules).hasSizeGreaterThan(5);
        for (String module : modules) {
            assertThat(sourcesOf(module)).isNotEmpty().allMatch(ignore::letsThrough);
        }
        assertThat(List.of("pom.xml", ".mvn/jvm.config", "deploy/image/healthy"))
                .allMatch(ignore::letsThrough);
    }

    /** Status, and whether that is healthy. */
    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "404, false"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
    void aServiceIsHealthyIfItSaysSo(int status, boolean healthy) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/health", exchange -> exchange.sendResponseHeaders(status, -1));
        server.start();
        try {
            assertThat(healthy(server.getAddress().getPort())).isEqualTo(healthy);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
    void aServiceThatDoesNotListenIsNotHealthy() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(healthy(port)).isFalse();
    }

    private static boolean healthy(int port) throws Exception {
        String script = ComposeFile.TOP.resolve("deploy/image/healthy").toString();
        return new ProcessBuilder(script, String.valueOf(port), "/actuator/health")
                        .start()
                        .waitFor()
                == 0;
    }

    private static List<String> sourcesOf(String module) throws IOException {
        try (var files = Files.walk(ComposeFile.TOP.resolve(module))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ComposeFile.TOP.relativize(file))
                    .filter(file -> file.startsWith(Path.of(module, "src/main")) || file.endsWith("pom.xml"))
                    .map(Path::toString)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                ".git/config",
                "databases/customers.db",
                "deploy/compose/secrets/aws-credentials",
                "api-gateway/target/api-gateway.jar",
                "standalone/src/test/java/A.java"
            })
    void aBuildDoesNotSeeSecretsDataOrWhatWasBuiltOutside(String file) {
        assertThat(DockerIgnore.read().letsThrough(file)).isFalse();
    }
}
