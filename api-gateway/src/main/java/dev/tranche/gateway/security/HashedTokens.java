package dev.tranche.gateway.security;

import dev.tranche.model.checksum.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Knows tokens by their hashes. Finding one by its hash leaks nothing through time that helps to guess a token. Thread-safe.
 */
final class HashedTokens implements OpaqueTokenIntrospector {
    private static final String ROLE = "role";

    private final Map<String, Caller> callersByHash;

    HashedTokens(TokenSettings settings) {
        this.callersByHash = settings.tokens().stream()
                .collect(Collectors.toUnmodifiableMap(TokenSettings.Token::hash, TokenSettings.Token::caller));
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        var caller = callersByHash.get(
                Sha256.of(token.getBytes(StandardCharsets.UTF_8)).toString());
        if (caller == null) {
            throw new BadOpaqueTokenException("unknown token");
        }
        return new DefaultOAuth2AuthenticatedPrincipal(
                caller.name(),
                Map.of(ROLE, caller.role()),
                List.of(new SimpleGrantedAuthority(caller.role().name())));
    }

    /** The caller of an introspected token. */
    static Caller caller(OAuth2AuthenticatedPrincipal principal) {
        Role role = principal.getAttribute(ROLE);
        return new Caller(principal.getName(), role == null ? Role.READ : role);
    }
}
