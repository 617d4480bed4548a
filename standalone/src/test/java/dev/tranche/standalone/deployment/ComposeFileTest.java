package dev.tranche.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.standalone.deployment.ComposeFile.Service;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docker-compose.yml holds together: what it refers to is there, every image is pinned, nothing is open to other machines. */
class ComposeFileTest {
    /** At least two numbers, so that a tag which moves from release to release is none. */
    private static final Pattern PINNED = Pattern.compile("[^:@]+:[v]?\\d+\\.\\d+[\\w.-]*(@sha256:[0-9a-f]{64})?");

    private static final Pattern SECRET_FILE = Pattern.compile("/run/secrets/([\\w.-]+)");

    private static final ComposeFile COMPOSE = ComposeFile.parse(ComposeFile.text());

    static Stream<Service> services() {
        return COMPOSE.services().values().stream();
    }

    /** What a file refers to and does not declare. */
    private static Set<String> dangling(ComposeFile compose) {
        var dangling = new TreeSet<String>();
        for (Service service : compose.services().values()) {
            dangling.addAll(service.secrets());
            dangling.addAll(service.networks());
            dangling.addAll(
                    service.mounts().stream().filter(m -> !m.startsWith(".")).toList());
            dangling.addAll(service.dependsOn().keySet());
        }
        for (String kind : Set.of("secrets", "networks", "volumes", "services")) {
            dangling.removeAll(compose.declared(kind));
        }
        return dangling;
    }

    static boolean isPinned(String image) {
        return PINNED.matcher(image).matches();
    }

    @Test
    void whatItRefersToIsDeclared() {
        assertThat(dangling(COMPOSE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'- spool:/spool', '- spol:/spool', spol",
        "'init-spool: {', 'init_spool: {', init_spool",
        "'secrets: [seaweedfs-s3.json]', 'secrets: [seaweedfs.json]', seaweedfs.json",
        "'networks: [stores]', 'networks: [store]', store"
    })
    void whatItRefersToAndDoesNotDeclareIsFound(String right, String wrong, String found) {
        assertThat(dangling(ComposeFile.parse(ComposeFile.text().replace(right, wrong))))
                .containsExactly(found);
    }

    @Test
    void everyImageIsPinned() {
        assertThat(services().map(Service::image)).isNotEmpty().allMatch(ComposeFileTest::isPinned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rabbitmq", "rabbitmq:latest", "rabbitmq:4", "rabbitmq:management", "postgres:18-trixie", "null"
            })
    void anImageThatMovesIsFound(String image) {
        assertThat(isPinned(image)).isFalse();
    }

    @Test
    void whatItMountsFromTheProjectIsThere() {
        var files = services()
                .flatMap(service -> service.mounts().stream())
                .filter(mount -> mount.startsWith("./deploy"))
                .toList();

        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(ComposeFile.TOP.resolve(file)).isRegularFile());
    }

    @ParameterizedTest
    @MethodSource("services")
    void itPublishesOnTheLoopbackAddressOnly(Service service) {
        assertThat(service.ports()).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void itWaitsForAServiceBySomethingThatTheServiceTells(Service service) {
        service.dependsOn().forEach((name, condition) -> {
            assertThat(condition).isIn("service_healthy", "service_completed_successfully");
            assertThat(COMPOSE.service(name).has("healthcheck")).isTrue();
        });
    }

    /** By environment or command; the configuration that a server mounts is text of ours, too. */
    @ParameterizedTest
    @MethodSource("services")
    void aSecretFileThatIsNamedIsMounted(Service service) throws Exception {
        var text = new StringBuilder(service.toString());
        for (String mount : service.mounts()) {
            if (mount.startsWith("./deploy")) {
                text.append(Files.readString(ComposeFile.TOP.resolve(mount)));
            }
        }

        var named = SECRET_FILE.matcher(text).results().map(found -> found.group(1));

        assertThat(service.secrets()).containsAll(named.toList());
    }

    @Test
    void ourServicesRunWithoutRightsThatTheyDoNotNeed() {
        var ours = services().filter(service -> !service.dockerfile().isEmpty());

        assertThat(ours)
                .isNotEmpty()
                .allSatisfy(service -> assertThat(service.content())
                        .containsEntry("read_only", true)
                        .containsEntry("user", "10001:10001")
                        .extractingByKey("cap_drop")
                        .hasToString("[ALL]"));
    }
}
