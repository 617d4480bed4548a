package dev.tranche.worker.callback.address;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Which addresses may be connected to: those of the Internet, and what the operator allows beyond (C58). A value. */
public final class AddressPolicy {
    /** Whether addresses of one's own networks and of this machine are refused like the other special ones. */
    public enum OwnNetworks {
        REFUSED,
        ALLOWED
    }

    /** Nothing but {@code 10.0.0.0/8}, {@code fd00::/8} and the like, or one address: no ranges, masks, or forms of inet_aton. */
    private static final IPAddressStringParameters CIDR = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private final OwnNetworks ownNetworks;
    private final List<IPAddress> allowed;

    private AddressPolicy(OwnNetworks ownNetworks, List<IPAddress> allowed) {
        this.ownNetworks = ownNetworks;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * A policy with networks that it does not judge.
     *
     * @param networks in CIDR notation, allowed whatever they are
     * @throws IllegalArgumentException if one is none
     */
    public static AddressPolicy of(OwnNetworks ownNetworks, List<String> networks) {
        return new AddressPolicy(
                ownNetworks, networks.stream().map(AddressPolicy::network).toList());
    }

    private static IPAddress network(String text) {
        var address = new IPAddressString(text, CIDR).getAddress();
        if (address == null || (address.isPrefixed() && !address.isPrefixBlock())) {
            throw new IllegalArgumentException("'" + text + "' is neither a network such as 10.0.0.0/8 nor an address");
        }
        return address;
    }

    /** Why this address must not be connected to; empty if it may be. */
    Optional<AddressKind> findRefusal(InetAddress address) {
        // From its bytes: with the scope of a link-local one, no network would contain it.
        var ip = new IPAddressGenerator().from(address.getAddress());
        return SpecialNetworks.find(ip)
                .filter(kind -> ownNetworks == OwnNetworks.REFUSED || !kind.isOfOwnNetwork())
                .filter(kind -> allowed.stream().noneMatch(network -> network.contains(ip)));
    }

    @Override
    public String toString() {
        return "AddressPolicy[ownNetworks=" + ownNetworks + ", allowed=" + allowed + "]";
    }
}
