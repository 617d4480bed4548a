package dev.tranche.worker.callback.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.worker.callback.address.AddressPolicy.OwnNetworks;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C58: which addresses a callback may reach. */
class AddressPolicyTest {
    private static final AddressPolicy INTERNET = AddressPolicy.of(OwnNetworks.REFUSED, List.of());
    private static final AddressPolicy OWN_TOO = AddressPolicy.of(OwnNetworks.ALLOWED, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "203.0.112.255",
                "223.255.255.255",
                "168.63.129.15",
                "2000::",
                "2001:200::1",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "3fff:1000::",
                "3ffe::1"
            })
    void anAddressOfTheInternetIsAllowed(String address) throws UnknownHostException {
        assertThat(INTERNET.findRefusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,LOOPBACK",
        "127.255.255.254,LOOPBACK",
        "::1,LOOPBACK",
        "10.0.0.1,PRIVATE",
        "172.16.0.1,PRIVATE",
        "172.31.255.255,PRIVATE",
        "192.168.1.1,PRIVATE",
        "100.64.0.1,PRIVATE",
        "100.127.255.255,PRIVATE",
        "fc00::1,PRIVATE",
        "fdff::1,PRIVATE",
        "fec0::1,PRIVATE",
        "169.254.169.254,LINK_LOCAL",
        "169.254.170.2,LINK_LOCAL",
        "fe80::1,LINK_LOCAL",
        "febf::1,LINK_LOCAL",
        "100.100.100.200,METADATA",
        "168.63.129.16,METADATA",
        "fd00:ec2::254,METADATA",
        "fd20:ce::254,METADATA",
        "224.0.0.1,MULTICAST",
        "239.255.255.255,MULTICAST",
        "ff02::1,MULTICAST",
        "0.0.0.0,RESERVED",
        "0.1.2.3,RESERVED",
        "::,RESERVED",
        "240.0.0.1,RESERVED",
        "255.255.255.255,RESERVED",
        "192.0.0.192,RESERVED",
        "192.0.2.1,RESERVED",
        "198.51.100.1,RESERVED",
        "203.0.113.1,RESERVED",
        "198.18.0.1,RESERVED",
        "198.19.255.255,RESERVED",
        "192.88.99.1,RESERVED",
        "2001:db8::1,RESERVED",
        "3fff::1,RESERVED",
        "2001:2::1,RESERVED",
        "100::1,RESERVED",
        "5f00::1,RESERVED",
        "2002:7f00:1::,RESERVED",
        "2002:808:808::,RESERVED",
        "64:ff9b::7f00:1,RESERVED",
        "64:ff9b:1::7f00:1,RESERVED",
        "2001:0:7f00:1::,RESERVED",
        "::7f00:1,RESERVED",
        "::ffff:0:7f00:1,RESERVED"
    })
    void anyOtherAddressIsRefused(String address, AddressKind kind) throws UnknownHostException {
        assertThat(INTERNET.findRefusal(InetAddress.getByName(address))).contains(kind);
    }

    @Test
    void anIpv4AddressInsideAnIpv6OneIsRefusedHoweverItIsMade() throws UnknownHostException {
        var mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 8;
        mapped[15] = 8;

        assertThat(INTERNET.findRefusal(Inet6Address.getByAddress(null, mapped, 0)))
                .contains(AddressKind.RESERVED);
        assertThat(INTERNET.findRefusal(InetAddress.getByName("::ffff:127.0.0.1")))
                .contains(AddressKind.LOOPBACK);
    }

    @Test
    void theScopeOfAnAddressHidesNothing() throws UnknownHostException {
        var scoped =
                Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 1);

        assertThat(scoped.getHostAddress()).contains("%");
        assertThat(INTERNET.findRefusal(scoped)).contains(AddressKind.LINK_LOCAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "100.64.0.1", "::1", "fd12::1", "8.8.8.8"})
    void ownNetworksCanBeAllowed(String address) throws UnknownHostException {
        assertThat(OWN_TOO.findRefusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "100.100.100.200",
                "fd00:ec2::254",
                "168.63.129.16",
                "224.0.0.1",
                "0.0.0.0",
                "::",
                "64:ff9b::7f00:1"
            })
    void allowingOwnNetworksAllowsNothingElse(String address) throws UnknownHostException {
        assertThat(OWN_TOO.findRefusal(InetAddress.getByName(address))).isPresent();
    }

    @Test
    void anAllowedNetworkIsAllowedWhateverItIsAndNothingBesideIt() throws UnknownHostException {
        var policy = AddressPolicy.of(OwnNetworks.REFUSED, List.of("10.1.0.0/16", "169.254.1.1", "fd12:3456::/32"));

        for (String allowed : List.of("10.1.0.0", "10.1.255.255", "169.254.1.1", "fd12:3456::1", "8.8.8.8")) {
            assertThat(policy.findRefusal(InetAddress.getByName(allowed)))
                    .as(allowed)
                    .isEmpty();
        }
        for (String refused : List.of("10.0.255.255", "10.2.0.0", "169.254.1.2", "fd12:3457::1", "127.0.0.1")) {
            assertThat(policy.findRefusal(InetAddress.getByName(refused)))
                    .as(refused)
                    .isPresent();
        }
    }
}
