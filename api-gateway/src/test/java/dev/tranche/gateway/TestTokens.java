package dev.tranche.gateway;

import dev.tranche.gateway.security.Role;
import dev.tranche.model.checksum.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One token for each role, for a server that asks for them. */
final class TestTokens {
    private TestTokens() {}

    /** The properties that configure them, and these. The owners have the names of the roles. */
    static String[] with(String... properties) {
        Role[] roles = Role.values();
        var tokens = IntStream.range(0, roles.length).boxed().flatMap(i -> properties(i, roles[i]));
        return Stream.concat(tokens, Stream.of(properties)).toArray(String[]::new);
    }

    private static Stream<String> properties(int number, Role role) {
        String property = "tranche.tokens[" + number + "].";
        String hash = Sha256.of(of(role).getBytes(StandardCharsets.UTF_8)).hex();
        return Stream.of(property + "name=" + name(role), property + "role=" + name(role), property + "sha256=" + hash);
    }

    static String of(Role role) {
        return "token-of-" + name(role);
    }

    /** The value of an Authorization header. */
    static String bearer(Role role) {
        return "Bearer " + of(role);
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
