package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.gateway.security.Role;
import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Ending;
import dev.tranche.model.store.SampleJobs;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C62 for every route there is: one that has no line here fails {@link #everyRouteOfTheServiceHasALineHere}. */
class RoutesTest {
    /** Who is let through a route's door. */
    enum Access {
        EVERYBODY,
        /** Whoever has a token. */
        EVERY_CALLER,
        /** Metrics. */
        WATCHERS,
        /** Tier 1 and new jobs. */
        EXPORTERS,
        /** What only an operator does. */
        OPERATORS,
        /** What concerns one job: an exporter's own, any for the other roles. */
        WHO_SEES_THE_JOB;

        boolean isFor(Role role) {
            return switch (this) {
                case WATCHERS -> role != Role.EXPORT;
                case EXPORTERS -> role != Role.READ;
                case OPERATORS -> role == Role.ADMIN;
                case EVERYBODY, EVERY_CALLER, WHO_SEES_THE_JOB -> true;
            };
        }
    }

    /** One route as the service names it. */
    record Route(String method, String pattern, Access access) {
        static Route of(String name, Access access) {
            String[] words = name.split(" ", 2);
            return new Route(words[0], words[1], access);
        }

        String name() {
            return method + " " + pattern;
        }

        /** The methods that lead to it: HEAD goes where GET goes. */
        List<String> methods() {
            return switch (method) {
                case "GET" -> List.of("GET", "HEAD");
                case "ANY" -> List.of("GET", "POST", "DELETE");
                default -> List.of(method);
            };
        }

        String path(JobId job) {
            return pattern.replace("{jobId}", job.value())
                    .replace("{table}", "t")
                    .replace("/**", "/some/where");
        }
    }

    private static final List<Route> ROUTES = List.of(
            Route.of("GET /export/dump", Access.EXPORTERS),
            Route.of("GET /export/json", Access.EXPORTERS),
            Route.of("GET /export/json/{table}", Access.EXPORTERS),
            Route.of("GET /export/csv", Access.EXPORTERS),
            Route.of("GET /export/csv/{table}", Access.EXPORTERS),
            Route.of("POST /export/dump", Access.EXPORTERS),
            Route.of("GET /export/jobs/{jobId}", Access.WHO_SEES_THE_JOB),
            Route.of("GET /export/jobs/{jobId}/manifest", Access.WHO_SEES_THE_JOB),
            Route.of("GET /export/jobs/{jobId}/download", Access.WHO_SEES_THE_JOB),
            Route.of("POST /export/jobs/{jobId}/callback", Access.OPERATORS),
            Route.of("GET /actuator", Access.WATCHERS),
            Route.of("GET /actuator/prometheus", Access.WATCHERS),
            Route.of("GET /actuator/health", Access.EVERYBODY),
            Route.of("GET /actuator/health/**", Access.EVERYBODY),
            Route.of("ANY /error", Access.EVERY_CALLER),
            Route.of("ANY /webjars/**", Access.EVERY_CALLER),
            Route.of("ANY /**", Access.EVERY_CALLER));

    @AutoClose
    private static GatewayServer server;

    private static JobId anothersJob;

    @BeforeAll
    static void start() {
        server = GatewayServer.with(TestTokens.with("tranche.databases.main.path=/nowhere/main.db"))
                .start();
        anothersJob = new SampleJobs(server.storedJobs).ended(Ending.completed(SampleJobs.T0));
    }

    static Stream<Route> routes() {
        return ROUTES.stream();
    }

    static Stream<Route> routesOfAJob() {
        return routes().filter(route -> route.access() == Access.WHO_SEES_THE_JOB);
    }

    private static HttpResponse<String> call(String method, String path, Role role) {
        return server.call(method, path, "Authorization", TestTokens.bearer(role));
    }

    @Test
    void everyRouteOfTheServiceHasALineHere() {
        assertThat(ROUTES.stream().map(Route::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(server.routes());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutATokenARouteIs401UnlessItIsForEverybodyC62(Route route) {
        for (String method : route.methods()) {
            var answer = server.call(method, route.path(anothersJob));
            if (route.access() == Access.EVERYBODY) {
                assertThat(answer.statusCode()).as(method).isNotIn(401, 403);
            } else {
                assertUnauthorized(method, answer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aWrongTokenIs401EverywhereC62(Route route) {
        for (String method : route.methods()) {
            assertUnauthorized(
                    method, server.call(method, route.path(anothersJob), "Authorization", "Bearer not-the-token"));
        }
    }

    private static void assertUnauthorized(String method, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(method).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : "{\"error\":\"Unauthorized request\"}");
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRoleThatIsNotEnoughIs403AndEveryOtherIsLetThroughC62(Route route) {
        for (Role role : Role.values()) {
            for (String method : route.methods()) {
                var answer = call(method, route.path(anothersJob), role);
                if (route.access().isFor(role)) {
                    assertThat(answer.statusCode()).as(method + " " + role).isNotIn(401, 403);
                } else {
                    assertThat(answer.statusCode()).as(method + " " + role).isEqualTo(403);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routesOfAJob")
    void anothersJobIsAsUnknownAsOneThatDoesNotExistC62(Route route) {
        for (String method : route.methods()) {
            var ofAnother = call(method, route.path(anothersJob), Role.EXPORT);
            var ofNobody = call(method, route.path(new JobId("export_20240101-170000_k3v9q0x1m2n4")), Role.EXPORT);

            assertThat(ofAnother.statusCode()).as(method).isEqualTo(404);
            assertThat(ofAnother.body()).isEqualTo(ofNobody.body());
            assertThat(ofAnother.headers().map().keySet())
                    .isEqualTo(ofNobody.headers().map().keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/export/dump;a=b",
                "/export;/dump",
                "/export/%64ump",
                "/%65xport/dump",
                "/export/./dump",
                "/export//dump",
                "/export/jobs/../dump",
                "/export/jobs/..%2fdump",
                "/export/dump/",
                "/export/dump.json",
                "/EXPORT/DUMP",
                "/export/json/t;a",
                "/export/json;a/t",
                "/export/csv/%74",
                "/actuator/health/../../export/dump",
                "/actuator/health;/../../export/dump"
            })
    void noSpellingOfAPathOpensWhatTheRoleDoesNotC62(String path) {
        for (String method : List.of("GET", "HEAD", "POST")) {
            var answer = RawHttp.to(server.port())
                    .send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                            + TestTokens.bearer(Role.READ) + "\r\nContent-Length: 0\r\n");
            assertThat(answer.status()).as(method).isIn(400, 403, 404, 405);
        }
    }
}
