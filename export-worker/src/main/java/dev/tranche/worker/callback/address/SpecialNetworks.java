package dev.tranche.worker.callback.address;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Optional;

/**
 * The networks that are not the Internet. Of IPv6 all is special but 2000::/3, which is all that was ever given to anybody; so are the
 * forms that wrap an IPv4 address (mapped, NAT64, 6to4, Teredo), whatever they wrap. Sources: IANA's registries of special-purpose
 * addresses for IPv4 and IPv6 (RFC 6890), and the clouds' manuals for their metadata services.
 */
final class SpecialNetworks {
    private record Special(IPAddress network, AddressKind kind) {
        static Special of(String network, AddressKind kind) {
            return new Special(new IPAddressString(network).getAddress().toPrefixBlock(), kind);
        }
    }

    /** The first that contains an address says what it is. */
    private static final List<Special> ALL = List.of(
            Special.of("100.100.100.200/32", AddressKind.METADATA), // Alibaba Cloud
            Special.of("168.63.129.16/32", AddressKind.METADATA), // Azure, inside a public range
            Special.of("fd00:ec2::/32", AddressKind.METADATA), // AWS
            Special.of("fd20:ce::254/128", AddressKind.METADATA), // Google Cloud
            Special.of("0.0.0.0/8", AddressKind.RESERVED),
            Special.of("10.0.0.0/8", AddressKind.PRIVATE),
            Special.of("100.64.0.0/10", AddressKind.PRIVATE),
            Special.of("127.0.0.0/8", AddressKind.LOOPBACK),
            Special.of("169.254.0.0/16", AddressKind.LINK_LOCAL),
            Special.of("172.16.0.0/12", AddressKind.PRIVATE),
            Special.of("192.0.0.0/24", AddressKind.RESERVED),
            Special.of("192.0.2.0/24", AddressKind.RESERVED),
            Special.of("192.88.99.0/24", AddressKind.RESERVED),
            Special.of("192.168.0.0/16", AddressKind.PRIVATE),
            Special.of("198.18.0.0/15", AddressKind.RESERVED),
            Special.of("198.51.100.0/24", AddressKind.RESERVED),
            Special.of("203.0.113.0/24", AddressKind.RESERVED),
            Special.of("224.0.0.0/4", AddressKind.MULTICAST),
            Special.of("240.0.0.0/4", AddressKind.RESERVED),
            Special.of("::1/128", AddressKind.LOOPBACK),
            Special.of("fc00::/7", AddressKind.PRIVATE),
            Special.of("fec0::/10", AddressKind.PRIVATE),
            Special.of("fe80::/10", AddressKind.LINK_LOCAL),
            Special.of("ff00::/8", AddressKind.MULTICAST),
            Special.of("2001::/23", AddressKind.RESERVED),
            Special.of("2001:db8::/32", AddressKind.RESERVED),
            Special.of("2002::/16", AddressKind.RESERVED),
            Special.of("3fff::/20", AddressKind.RESERVED),
            Special.of("::/3", AddressKind.RESERVED),
            Special.of("4000::/2", AddressKind.RESERVED),
            Special.of("8000::/1", AddressKind.RESERVED));

    private SpecialNetworks() {}

    /** Why an address is special; empty if it is one of the Internet's. */
    static Optional<AddressKind> find(IPAddress address) {
        return ALL.stream()
                .filter(special -> special.network().contains(address))
                .map(Special::kind)
                .findFirst();
    }
}
