package dev.tranche.gateway.security;

/** What a token may do. Not a ladder: {@code export} sees its own jobs only, {@code read} starts none. */
public enum Role {
    /** Status, list and download of all jobs, and the metrics. */
    READ,
    /** Tier 1, starting jobs, and what concerns its own jobs. */
    EXPORT,
    /** Everything. */
    ADMIN
}
