package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.message.TraceHeaders;
import dev.tranche.worker.callback.CallbackAnswer.Answered;
import dev.tranche.worker.callback.CallbackAnswer.Refused;
import dev.tranche.worker.callback.CallbackAnswer.Unanswered;
import dev.tranche.worker.callback.address.AddressPolicy;
import dev.tranche.worker.callback.address.AddressPolicy.OwnNetworks;
import dev.tranche.worker.callback.address.HostLookup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C58: callers who want the worker to speak to somebody else than the Internet. PORT is that of a service on this machine. */
@Timeout(60)
class HostileAddressTest {
    private static final AddressPolicy INTERNET = AddressPolicy.of(OwnNetworks.REFUSED, List.of());
    private static final MicronautCallbackSender SENDER = Senders.to(INTERNET, HostLookup.SYSTEM);

    private Receiver service;

    @BeforeEach
    void start() throws IOException {
        service = new Receiver(new InetSocketAddress("0.0.0.0", 0));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @AfterAll
    static void close() {
        SENDER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://127.255.255.254:PORT/",
                "http://localhost:PORT/",
                "http://LOCALHOST:PORT/",
                "http://127.1:PORT/",
                "http://127.0.1:PORT/",
                "http://2130706433:PORT/",
                "http://0.0.0.0:PORT/",
                "http://0:PORT/",
                "http://[::1]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://[2001:0:7f00:1::]:PORT/",
                "http://[fe80::1%251]:PORT/",
                "http://[fe80::1]:PORT/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://169.254.169.254/latest/meta-data/",
                "http://2852039166/latest/meta-data/",
                "http://100.100.100.200/latest/meta-data/",
                "http://168.63.129.16/machine?comp=goalstate",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "https://127.0.0.1:PORT/",
                "http://anybody@127.0.0.1:PORT/",
                "http://example.org@127.0.0.1:PORT/"
            })
    void anAddressThatIsNotOfTheInternetIsRefusedHoweverItIsWritten(String url) {
        assertThat(SENDER.post(to(url)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .matches(
                                        "address not allowed: (loopback|private|link-local|metadata|multicast|reserved)"));
        assertThat(service.posts()).isEmpty();
    }

    /** What Java reads in none of these forms, or as another address than C's libraries do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0x7f000001:PORT/",
                "http://0x7f.1:PORT/",
                "http://0x7f.0x0.0x0.0x1:PORT/",
                "http://017700000001:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://%31%32%37.0.0.1:PORT/",
                "http://127%2e0%2e0%2e1:PORT/",
                "http:///127.0.0.1:PORT/",
                "http:127.0.0.1:PORT/",
                "http://"
            })
    void anAddressThatIsReadInSeveralWaysReachesNobodyHere(String url) {
        CallbackAnswer answer;
        try {
            answer = SENDER.post(to(url));
        } catch (IllegalArgumentException e) {
            answer = new Refused("no URL");
        }
        assertThat(answer).isNotInstanceOf(Answered.class);
        assertThat(service.posts()).isEmpty();
    }

    @Test
    void aNameThatMeansAnotherAddressAMomentLaterIsCheckedForEveryConnection() throws IOException {
        var hosts = new RebindingHosts("127.0.0.1", "127.0.0.2");
        service.answers(exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(204, -1);
        });
        var onlyOne = AddressPolicy.of(OwnNetworks.REFUSED, List.of("127.0.0.1"));

        try (var sender = Senders.to(onlyOne, hosts)) {
            assertThat(sender.post(to("http://rebinds.example:PORT/first"))).isEqualTo(new Answered(204));
            assertThat(sender.post(to("http://rebinds.example:PORT/second")))
                    .isEqualTo(new Refused("address not allowed: loopback"));
        }

        assertThat(service.posts()).extracting(Receiver.Post::path).containsExactly("/first");
    }

    /** Asked a second time between check and connect, this name would give the address that is refused. */
    @Test
    void aNameIsLookedUpOnceForAConnection() throws IOException {
        var hosts = new RebindingHosts("127.0.0.1", "127.0.0.2");

        try (var sender = Senders.to(AddressPolicy.of(OwnNetworks.REFUSED, List.of("127.0.0.1")), hosts)) {
            assertThat(sender.post(to("http://rebinds.example:PORT/"))).isEqualTo(new Answered(204));
        }

        assertThat(hosts.addresses).hasSize(1);
    }

    @Test
    void ofSeveralAddressesTheFirstThatIsAllowedIsTaken() {
        HostLookup both = host -> List.of(address("127.0.0.2"), address("127.0.0.1"));

        try (var sender = Senders.to(AddressPolicy.of(OwnNetworks.REFUSED, List.of("127.0.0.1")), both)) {
            assertThat(sender.post(to("http://both.example:PORT/"))).isEqualTo(new Answered(204));
        }
    }

    @Test
    void aNameServerThatKnowsNothingIsNoRefusal() {
        assertThat(SENDER.post(to("http://nobody.invalid/"))).isEqualTo(new Unanswered("unknown host"));
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return HostLookup.SYSTEM.lookup(literal).get(0);
    }

    private CallbackRequest to(String url) {
        var address = URI.create(url.replace("PORT", String.valueOf(service.port())));
        return new CallbackRequest(address, "msg_1", "{}", TraceHeaders.NONE);
    }

    /** A name that means one address after the other. */
    private static final class RebindingHosts implements HostLookup {
        private final Queue<InetAddress> addresses = new ArrayDeque<>();

        RebindingHosts(String... addresses) throws IOException {
            for (String address : addresses) {
                this.addresses.add(address(address));
            }
        }

        @Override
        public synchronized List<InetAddress> lookup(String host) {
            return List.of(addresses.remove());
        }
    }
}
