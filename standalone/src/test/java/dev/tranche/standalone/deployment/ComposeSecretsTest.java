package dev.tranche.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.message.MessageQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.profiles.ProfileFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/compose/prepare} and {@code token}: what they make for the servers fits what they make for our services. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs shell scripts")
class ComposeSecretsTest {
    @TempDir
    private Path checkout;

    private PreparedCheckout prepared;

    @BeforeEach
    void prepare() {
        prepared = PreparedCheckout.in(checkout);
    }

    private Map<String, String> contents() throws Exception {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(checkout)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(checkout.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private JsonNode json(String secret) {
        return new JsonMapper().readTree(prepared.secret(secret));
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        var before = contents();

        prepared.run("deploy/compose/prepare");

        assertThat(contents()).isEqualTo(before).containsKey(".env");
    }

    @Test
    void theSecretsOfTheFileAreAllMade() {
        var compose = ComposeFile.parse(ComposeFile.text());

        assertThat(compose.declared("secrets"))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(checkout.resolve(compose.fileOfSecret(name))).isNotEmptyFile());
    }

    @Test
    void othersOnTheMachineCannotReachTheFilesThatContainersMayRead() throws Exception {
        assertThat(Files.getPosixFilePermissions(prepared.secrets()))
                .hasSize(3)
                .allMatch(right -> right.name().startsWith("OWNER_"));
        assertThat(Files.getPosixFilePermissions(prepared.secrets().resolve("aws-credentials")))
                .anyMatch(right -> right.name().equals("OTHERS_READ"));
    }

    @Test
    void theBrokersUserMayUseOurQueuesAndNoOthers() {
        var permissions = json("rabbitmq-definitions.json").path("permissions");
        var ours = permissions.get(1);

        assertThat(ours.path("user").asString()).isEqualTo("tranche");
        for (String right : new String[] {"configure", "read"}) {
            var names = Pattern.compile(ours.path(right).asString());
            assertThat(Arrays.stream(MessageQueue.values()).map(MessageQueue::queueName))
                    .allMatch(queue -> names.matcher(queue).find());
            assertThat(names.matcher("orders.tranche.chunks").find()).isFalse();
        }
        // Messages go to the default exchange only, by the name that RabbitMQ's rights know it by.
        assertThat("amq.default").matches(ours.path("write").asString());
        assertThat("tranche.chunks").doesNotMatch(ours.path("write").asString());
    }

    @Test
    void theBrokerKnowsThePasswordThatOurServicesUse() {
        var users = json("rabbitmq-definitions.json").path("users");

        assertThat(users.get(1).path("name").asString()).isEqualTo("tranche");
        assertThat(users.get(1).path("password").asString()).isEqualTo(prepared.secret("spring.rabbitmq.password"));
        assertThat(users.get(1).path("tags").asString()).isEmpty();
    }

    @Test
    void theObjectStoreKnowsTheKeyThatTheSdkReads() {
        var profile = ProfileFile.builder()
                .content(prepared.secrets().resolve("aws-credentials"))
                .type(ProfileFile.Type.CREDENTIALS)
                .build()
                .profile("default")
                .orElseThrow();
        var known = json("seaweedfs-s3.json")
                .path("identities")
                .get(0)
                .path("credentials")
                .get(0);

        assertThat(profile.property("aws_access_key_id"))
                .contains(known.path("accessKey").asString());
        assertThat(profile.property("aws_secret_access_key"))
                .contains(known.path("secretKey").asString());
    }

    @Test
    void everyFurtherTokenGetsTheNextNumber() {
        prepared.run("deploy/compose/token", "reports", "read");

        assertThat(prepared.secret("tokens.properties"))
                .contains(
                        "tranche.tokens[0].name=admin",
                        "tranche.tokens[1].name=reports",
                        "tranche.tokens[1].role=read");
    }

    @Test
    void aTokenOfAnUnknownRoleIsRefused() {
        assertThatThrownBy(() -> prepared.run("deploy/compose/token", "x", "root"))
                .hasMessageContaining("the role must be read, export or admin, not root");
    }
}
