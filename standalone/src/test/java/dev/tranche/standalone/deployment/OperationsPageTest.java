package dev.tranche.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.message.MessageQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators are told to look at and to set exists: metrics, properties, variables and queues. */
class OperationsPageTest {
    private static final Pattern METRIC = Pattern.compile("(?<![\\w.-])tranche_[a-z_]+");
    private static final Pattern PROPERTY =
            Pattern.compile("(?<![\\w./-])(?:spring|server|management|tranche)(?:\\.[A-Za-z][\\w-]*(?:\\[\\w+])?)+");
    private static final Pattern METER = Pattern.compile("\"(tranche(?:\\.[a-z]+)+)\"");

    /** What Prometheus adds to a meter's name, or nothing. */
    private static final String ADDED = "(_total|_bytes|_bytes_total|_seconds|_seconds_(bucket|count|sum|max))?";

    private static final Set<String> METERS = meters();
    private static final Set<String> QUEUES =
            Arrays.stream(MessageQueue.values()).map(MessageQueue::queueName).collect(Collectors.toSet());
    /** Names that only look like properties. */
    private static final Set<String> FILES = Set.of("tranche.log", "tranche.jar", "tranche.properties");

    private static final KnownProperties KNOWN = KnownProperties.onTheClassPath();
    private static final OwnProperties OWN = OwnProperties.onTheClassPath();

    /** The names that our sources give to meters, as Prometheus writes them. */
    private static Set<String> meters() {
        return Stream.of("api-gateway", "export-worker")
                .flatMap(module -> read(ComposeFile.TOP.resolve(module).resolve("src/main/java")).stream())
                .flatMap(source -> METER.matcher(source).results())
                .map(found -> found.group(1).replace('.', '_'))
                .collect(Collectors.toSet());
    }

    private static List<String> read(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(OperationsPageTest::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> unknownMetrics(String text) {
        return METRIC.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(name -> METERS.stream().noneMatch(meter -> name.matches(meter + ADDED)))
                .toList();
    }

    private static List<String> unknownProperties(String text) {
        return PROPERTY.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(name -> QUEUES.stream().noneMatch(queue -> queue.startsWith(name)))
                .filter(name -> !FILES.contains(name))
                .filter(name -> !(name.startsWith("tranche.") ? OWN.have(name) : KNOWN.have(name)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/operations.md", "deploy/prometheus/alerts.yml", "deploy/prometheus/alerts-test.yml"})
    void everyMetricExists(String file) {
        var text = text(ComposeFile.TOP.resolve(file));

        assertThat(METRIC.matcher(text).results()).hasSizeGreaterThan(5);
        assertThat(unknownMetrics(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/operations.md", "README.md"})
    void everyPropertyExists(String file) {
        var text = text(ComposeFile.TOP.resolve(file));

        assertThat(PROPERTY.matcher(text).results()).hasSizeGreaterThan(5);
        assertThat(unknownProperties(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'rate(tranche_chunks_total[5m])', tranche_chunks_total",
        "tranche_part_minutes_sum, tranche_part_minutes_sum"
    })
    void aMetricThatDoesNotExistIsFound(String text, String found) {
        assertThat(unknownMetrics(text)).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tranche.spool.folder",
                "tranche.s3.buket",
                "tranche.tokens[n].rule",
                "spring.rabbitmq.ssl.bundel",
                "server.ssl-bundle"
            })
    void aPropertyThatDoesNotExistIsFound(String name) {
        assertThat(unknownProperties("set `" + name + "=x`")).containsExactly(name);
    }
}
