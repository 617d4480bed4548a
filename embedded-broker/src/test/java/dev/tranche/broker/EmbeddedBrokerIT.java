package dev.tranche.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker by itself; what it does with our queues is messaging's contract suite. */
class EmbeddedBrokerIT {
    @TempDir
    private Path folder;

    @Test
    void aStartedBrokerTakesAMessageAndGivesItBack() throws Exception {
        try (var broker = EmbeddedBroker.start(settings(0));
                var connection = client(broker.port(), "secret").newConnection();
                var channel = connection.createChannel()) {
            channel.queueDeclare("greetings", true, false, false, null);
            channel.basicPublish("", "greetings", null, new byte[] {1, 2, 3});

            assertThat(channel.basicGet("greetings", true).getBody()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aTakenPortIsAStartThatFailsAndNamesThePort() {
        try (var first = EmbeddedBroker.start(settings(0))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(settings(first.port())))
                    .isInstanceOf(BrokerStartFailed.class)
                    .hasMessageContaining("127.0.0.1:" + first.port())
                    .hasMessageContaining("already in use");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (var broker = EmbeddedBroker.start(settings(0))) {
            assertThatThrownBy(() -> client(broker.port(), "wrong").newConnection())
                    .isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void onlyTheLoopbackAddressIsServed() throws Exception {
        var other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
                .findFirst();
        try (var broker = EmbeddedBroker.start(settings(0))) {
            assertThat(broker.host()).isEqualTo("127.0.0.1");
            other.ifPresent(address ->
                    assertThatThrownBy(() -> new Socket(address, broker.port())).isInstanceOf(ConnectException.class));
        }
    }

    @Test
    void afterTheStopThePortIsFreeAndNoThreadOfTheBrokerIsLeft() throws Exception {
        var before = Thread.getAllStackTraces().keySet();
        var broker = EmbeddedBroker.start(settings(0));
        var threadsOfTheBroker = Thread.getAllStackTraces().size() - before.size();

        broker.close();
        broker.close();

        assertThat(threadsOfTheBroker).isLessThanOrEqualTo(24);
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), broker.port()))
                .isInstanceOf(ConnectException.class);
        for (Thread left : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(left)) {
                left.join(TimeUnit.SECONDS.toMillis(5));
                assertThat(left.isAlive() && !left.isDaemon())
                        .as("%s is alive", left)
                        .isFalse();
            }
        }
    }

    /** P14: with Broker-J's own shutdown hook it would be gone while workers still finish their chunk. */
    @Test
    void theBrokerStaysWhileShutdownHooksStillPublish() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java, "-cp", System.getProperty("java.class.path"), PublishAtShutdown.class.getName(), folder + "");
        var process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        try (var output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("started");

            process.toHandle().destroy();

            assertThat(output.readLine()).isEqualTo("published");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private BrokerSettings settings(int port) {
        return new BrokerSettings(port, "tranche", "secret", folder);
    }

    private static ConnectionFactory client(int port, String password) {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername("tranche");
        factory.setPassword(password);
        return factory;
    }
}
