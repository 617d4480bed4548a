package dev.tranche.model.job;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request in words that this version does not know, or does not know together: a later one wrote the row. To run it as if they
 * were not there would give another file than was promised.
 *
 * @param callbackUrl an absolute http or https address, or null for no callback
 */
public record LaterRequest(
        String database,
        RequestWords words,
        List<String> tables,
        @Nullable URI callbackUrl) implements JobRequest {
    /** Of bytes of an unknown kind. Source: RFC 2046, section 4.5.1. */
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    public LaterRequest {
        tables = List.copyOf(tables);
    }

    /** What is not known here, as in {@code a worker that knows …}. */
    public String unknown() {
        return words.unknown();
    }

    @Override
    public String contentType() {
        return UNKNOWN_TYPE;
    }

    @Override
    public Optional<URI> findCallbackUrl() {
        return Optional.ofNullable(callbackUrl);
    }

    /** Of the callback's address, which may be a secret, only the host. */
    @Override
    public String toString() {
        return "LaterRequest[database=" + database + ", words=" + words + ", tables=" + tables + ", callbackHost="
                + findCallbackUrl().map(URI::getHost).orElse("none") + "]";
    }
}
