package dev.tranche.worker.callback.address;

/** Why an address is not one that anybody on the Internet could be reached at. */
enum AddressKind {
    LOOPBACK("loopback"),
    /** Of a network of somebody's own: RFC 1918, RFC 4193, RFC 6598. */
    PRIVATE("private"),
    LINK_LOCAL("link-local"),
    /** Where a cloud gives a machine its credentials, outside the link-local networks. */
    METADATA("metadata"),
    MULTICAST("multicast"),
    /** Unspecified, for documentation, for benchmarks, a wrapped IPv4 address, or not assigned to anybody. */
    RESERVED("reserved");

    private final String words;

    AddressKind(String words) {
        this.words = words;
    }

    /** Whether {@code tranche.callbacks.allow-private-addresses} is about it. The others take an allowed network. */
    boolean isOfOwnNetwork() {
        return this == LOOPBACK || this == PRIVATE;
    }

    @Override
    public String toString() {
        return words;
    }
}
