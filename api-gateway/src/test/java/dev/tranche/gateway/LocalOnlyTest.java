package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** C62 and the design's security section where no tokens are configured. */
class LocalOnlyTest {
    @AutoClose
    private static final GatewayServer server = GatewayServer.with().start();

    @Test
    void everybodyOnThisMachineMayDoEverythingAndAnAuthorizationHeaderIsIgnored() {
        assertThat(server.get("/export/jobs/none").statusCode()).isEqualTo(404);
        assertThat(server.get("/export/jobs/none", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get("/export/jobs/none", "Authorization", "Basic odd").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "[::1]", "LOCALHOST"})
    void aLoopbackHostIsServed(String host) {
        assertThat(RawHttp.to(server.port())
                        .send("GET /actuator/health HTTP/1.1\r\nHost: " + host + ":8080\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "127.evil"})
    void aNameThatADnsServerLetsPointHereIsRefused(String host) {
        var answer = RawHttp.to(server.port()).send("GET /actuator/health HTTP/1.1\r\nHost: " + host + "\r\n");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"Host must be this machine's loopback address while no tokens are configured\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"})
    void aRequestFromAnotherOriginIsRefused(String origin) {
        HttpResponse<String> answer = server.post("/export/dump", "{}", "Origin", origin);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(server.storedJobs.countByStatus().values()).allMatch(n -> n == 0);
    }

    @Test
    void aRequestFromThisServiceItselfIsServed() {
        String own = "http://127.0.0.1:" + server.port();
        assertThat(server.get("/actuator/health", "Origin", own).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.address=0.0.0.0", "server.address=192.0.2.1", "server.address="})
    void anAddressThatOthersReachRefusesToStart(String property) {
        assertThatThrownBy(() -> GatewayServer.with(property).start().close())
                .rootCause()
                .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                    assertThat(e.getName()).isEqualTo("server.address");
                    assertThat(e.getReason()).contains("tranche.tokens[n]", "loopback", "127.0.0.1");
                });
    }

    @Test
    void aManagementPortThatOthersReachRefusesToStart() {
        assertThatThrownBy(() ->
                        GatewayServer.with("management.server.port=0").start().close())
                .rootCause()
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        e -> assertThat(e.getName()).isEqualTo("management.server.address"));
    }
}
