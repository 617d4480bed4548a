package dev.tranche.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.checksum.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SystemSetting;

/** What docker-compose.yml gives our services is what they read, with the secrets that {@code deploy/compose/prepare} makes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs shell scripts")
class ComposeSettingsTest {
    private static final Map<String, List<String>> SETTINGS = Map.of(
            "api-gateway", List.of("dev.tranche.gateway", "dev.tranche.storage", "dev.tranche.messaging"),
            "export-worker", List.of("dev.tranche.worker", "dev.tranche.storage", "dev.tranche.messaging"),
            "init-spool", List.of("dev.tranche.worker.spool", "dev.tranche.storage.job"));

    private static final ComposeFile COMPOSE = ComposeFile.parse(ComposeFile.text());
    private static final KnownProperties KNOWN = KnownProperties.onTheClassPath();
    private static final Set<String> KNOWN_TO_THE_SDK = Stream.<SystemSetting>concat(
                    Arrays.stream(SdkSystemSetting.values()), Arrays.stream(ProfileFileSystemSetting.values()))
            .map(SystemSetting::environmentVariable)
            .collect(Collectors.toSet());

    @TempDir
    private static Path checkout;

    @TempDir
    private Path runSecrets;

    private static PreparedCheckout prepared;

    @BeforeAll
    static void prepare() {
        prepared = PreparedCheckout.in(checkout);
    }

    static Set<String> ourServices() {
        return SETTINGS.keySet();
    }

    private ServiceSettings settingsOf(ComposeFile compose, String service) {
        return new ServiceSettings(compose.service(service), prepared.secrets(), runSecrets);
    }

    private static Set<String> unread(ComposeFile compose, String service) {
        return compose.service(service).environment().keySet().stream()
                .filter(name -> !name.startsWith("TRANCHE_"))
                .filter(name -> !KNOWN.haveVariable(name) && !KNOWN_TO_THE_SDK.contains(name))
                .collect(Collectors.toSet());
    }

    @Test
    void everyServiceThatIsBuiltHereIsLookedAt() {
        assertThat(COMPOSE.services().keySet().stream()
                        .filter(name -> !COMPOSE.service(name).dockerfile().isEmpty()))
                .containsExactlyInAnyOrderElementsOf(ourServices());
    }

    @ParameterizedTest
    @MethodSource("ourServices")
    void everyVariableIsReadByTheService(String service) {
        assertThat(settingsOf(COMPOSE, service).bindAllOf(SETTINGS.get(service)))
                .isEmpty();
        assertThat(unread(COMPOSE, service)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "export-worker, TRANCHE_SPOOLFOLDER, TRANCHE_SPOOLDIR, must be a folder that all workers",
        "export-worker, TRANCHE_DATABASESFOLDER, TRANCHE_DATABASES_FOLDER, tranche.databases.folder",
        "export-worker, 'TRANCHE_S3_ENDPOINT: http', 'TRANCHE_S3_ENDPOINT: ftp', tranche.s3.endpoint must be a URL"
    })
    void aWrongVariableThatMattersStopsTheStart(String service, String right, String wrong, String reason) {
        var settings = settingsOf(ComposeFile.parse(ComposeFile.text().replace(right, wrong)), service);

        assertThatThrownBy(() -> settings.bindAllOf(SETTINGS.get(service)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "TRANCHE_S3_BUCKET, TRANCHE_S3_BUKET",
        "TRANCHE_S3_BUCKET, TRANCHE_BUCKET",
        "TRANCHE_S3_ENDPOINT, TRANCHE_S3_END_POINT"
    })
    void aVariableOfOursThatNothingReadsIsFound(String right, String wrong) {
        var settings = settingsOf(ComposeFile.parse(ComposeFile.text().replace(right, wrong)), "export-worker");

        assertThat(settings.bindAllOf(SETTINGS.get("export-worker"))).containsExactly(wrong);
    }

    @ParameterizedTest
    @CsvSource({
        "SPRING_RABBITMQ_HOST, SPRING_RABBIT_HOST",
        "SPRING_DATASOURCE_USERNAME, SPRING_DATASOURCE_USER_NAME",
        "SERVER_ADDRESS, SERVER_ADRESS",
        "AWS_SHARED_CREDENTIALS_FILE, AWS_CREDENTIALS_FILE"
    })
    void aVariableThatNoLibraryReadsIsFound(String right, String wrong) {
        assertThat(unread(ComposeFile.parse(ComposeFile.text().replace(right, wrong)), "export-worker"))
                .containsExactly(wrong);
    }

    @ParameterizedTest
    @CsvSource({"api-gateway", "export-worker"})
    void passwordsComeFromTheSecretFiles(String service) {
        var settings = settingsOf(COMPOSE, service);

        assertThat(settings.bound("spring.rabbitmq", RabbitProperties.class).getPassword())
                .hasSize(48)
                .isEqualTo(prepared.secret("spring.rabbitmq.password"));
        assertThat(settings.bound("spring.datasource", DataSourceProperties.class)
                        .getPassword())
                .hasSize(48)
                .isEqualTo(prepared.secret("spring.datasource.password"));
    }

    @ParameterizedTest
    @MethodSource("ourServices")
    void aSecretNamedForAPropertyNamesAKnownOne(String service) {
        var properties = COMPOSE.service(service).secrets().stream()
                .filter(name -> name.startsWith("spring.") || name.startsWith("tranche."));

        assertThat(properties).isNotEmpty().allMatch(KNOWN::have);
    }

    @Test
    void thePrintedTokenIsTheOneThatTheGatewayKnows() {
        var settings = settingsOf(COMPOSE, "api-gateway");
        String printed = prepared.output().lines().findFirst().orElseThrow();
        String token = printed.substring(printed.lastIndexOf(' ') + 1);

        assertThat(settings.value("tranche.tokens[0].role")).isEqualTo("admin");
        assertThat(settings.value("tranche.tokens[0].sha256"))
                .isEqualTo(Sha256.of(token.getBytes(StandardCharsets.UTF_8)).toString());
    }
}
