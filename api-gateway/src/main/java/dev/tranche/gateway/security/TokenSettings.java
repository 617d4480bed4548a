package dev.tranche.gateway.security;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Who may call: {@code tranche.tokens[n].name}, {@code .sha256}, {@code .role}. Without any, everybody on this machine and
 * nobody else.
 */
@ConfigurationProperties("tranche")
record TokenSettings(@DefaultValue List<Token> tokens) {
    TokenSettings {
        tokens = List.copyOf(tokens);
        Set<String> names = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i).checked("tranche.tokens[" + i + "]");
            if (!names.add(token.nameText())) {
                throw new IllegalArgumentException(
                        "tranche.tokens[" + i + "].name must be unique, but is another one's: " + token.nameText());
            }
            if (!hashes.add(token.hash())) {
                throw new IllegalArgumentException(
                        "tranche.tokens[" + i + "].sha256 must be unique, but is another one's");
            }
        }
    }

    boolean areNone() {
        return tokens.isEmpty();
    }

    /**
     * One token, of which only the hash is known here.
     *
     * @param name the owner of the jobs that it starts
     * @param sha256 of the token's UTF-8 bytes, as 64 hexadecimal digits
     */
    record Token(
            @Nullable String name,
            @Nullable String sha256,
            @Nullable Role role) {
        private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

        private Token checked(String property) {
            if (!StringUtils.hasText(name)) {
                throw new IllegalArgumentException(property + ".name must name the token's owner, but is empty");
            }
            if (sha256 == null || !HASH.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        property + ".sha256 must be the 64 hexadecimal digits of the token's SHA-256," + " but has "
                                + (sha256 == null ? 0 : sha256.length()) + " other characters");
            }
            if (role == null) {
                throw new IllegalArgumentException(property + ".role must be read, export or admin, but is empty");
            }
            return this;
        }

        String nameText() {
            return String.valueOf(name);
        }

        String hash() {
            return String.valueOf(sha256).toLowerCase(Locale.ROOT);
        }

        Caller caller() {
            return new Caller(nameText(), role == null ? Role.READ : role);
        }
    }
}
