package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The keys {@code tranche.callbacks.*}. */
class CallbackSettingsTest {
    private static final String GOOD = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 64})
    void c58ASecretOf24To64BytesIsTaken(int bytes) {
        assertThat(with("whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]))
                        .signer())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 65})
    void c58ASecretOfAnotherLengthRefusesToStart(int bytes) {
        assertThatThrownBy(() -> with(GOOD, "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tranche.callbacks.secrets[1] must have 24 to 64 bytes behind whsec_, but has " + bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "whsk_s3cret", "whsec_s3cr!t-with-characters-of-no-base64", "WHSEC_s3cret"})
    void c58WhatIsNoSecretRefusesToStartAndIsNotShown(String text) {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("tranche.callbacks.secrets[0]=" + text)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure())
                            .rootCause()
                            .hasMessage("tranche.callbacks.secrets[0] must be whsec_ and base64 behind it");
                    assertThat(context.getStartupFailure()).hasStackTraceContaining("tranche.callbacks");
                    assertThat(stackTrace(context.getStartupFailure())).doesNotContain("s3cr");
                });
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "10.0.0.1/8",
                "10/8",
                "10.0.0.0/33",
                "10.0.0.0-10.0.0.9",
                "127.1",
                "fe80::1%eth0",
                "intranet.example"
            })
    void c58WhatIsNoNetworkRefusesToStart(String network) {
        assertThatThrownBy(() -> new CallbackSettings(List.of(), false, List.of("192.168.0.0/16", network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tranche.callbacks.allowed-networks: '" + network + "' is neither");
    }

    @Test
    void theSettingsShowNoSecret() {
        var secret = "whsec_"
                + Base64.getEncoder().encodeToString("a secret that nobody may see".getBytes(StandardCharsets.UTF_8));

        assertThat(with(secret).toString() + with(secret).signer() + WebhookSecret.parse(secret, "a"))
                .doesNotContain(secret.substring("whsec_".length(), 12));
    }

    private static CallbackSettings with(String... secrets) {
        return new CallbackSettings(List.of(secrets), false, List.of());
    }

    @EnableConfigurationProperties(CallbackSettings.class)
    static class Settings {}
}
