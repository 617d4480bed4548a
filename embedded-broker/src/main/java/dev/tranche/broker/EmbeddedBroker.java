package dev.tranche.broker;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.SystemConfig;

/**
 * An AMQP 0-9-1 broker in this JVM, bound to 127.0.0.1 and nothing else. The standalone service starts one and stops it last;
 * tests start as many as they like. Safe for any thread. It never keeps a message across a stop: the job store re-seeds the
 * queues (P1).
 */
public final class EmbeddedBroker implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";

    private static final int TEST_CONNECTION_MILLIS = 10_000;

    private final SystemLauncher launcher;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(SystemLauncher launcher, int port) {
        this.launcher = launcher;
        this.port = port;
    }

    /**
     * Starts a broker and returns when it has accepted a connection with the given user, some seconds later.
     *
     * @throws BrokerStartFailed if it did not, for example because the port is taken; nothing is left running then
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        var launch = new LaunchListener();
        var launcher = new SystemLauncher(launch);
        try {
            probePort(settings.port());
            launcher.startup(attributes(settings));
            launch.rethrowFailure();
            launch.removeShutdownHook();
            var broker = new EmbeddedBroker(launcher, launch.boundPort());
            broker.testConnection(settings);
            return broker;
        } catch (Exception e) {
            launcher.shutdown();
            throw new BrokerStartFailed(settings, e);
        }
    }

    /** Broker-J would start without a port that is taken, and say so in its log only. */
    private static void probePort(int port) throws IOException {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    private static Map<String, Object> attributes(BrokerSettings settings) {
        var attributes = new HashMap<String, Object>();
        attributes.put(ConfiguredObject.TYPE, "Memory");
        attributes.put(ConfiguredObject.CONTEXT, context(settings));
        attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, resource("embedded-broker.json"));
        attributes.put(SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION, resource("system.properties"));
        attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, "false");
        return attributes;
    }

    private static String resource(String name) {
        return Objects.requireNonNull(EmbeddedBroker.class.getResource(name), name)
                .toString();
    }

    private static Map<String, String> context(BrokerSettings settings) {
        var context = new HashMap<String, String>();
        context.put("amqp.port", String.valueOf(settings.port()));
        context.put("amqp.user", settings.user());
        context.put("amqp.password", settings.password());
        context.put(SystemConfig.QPID_WORK_DIR, settings.workFolder().toString());
        // Expired messages are found by this check, so it is the accuracy of every delay; the default is 30 s.
        context.put("virtualhost.housekeepingCheckPeriod", "10");
        // Our queues carry RabbitMQ's x- arguments too.
        context.put("queue.behaviourOnUnknownDeclareArgument", "IGNORE");
        // One machine's few connections: with the defaults Broker-J starts 84 threads.
        context.put("virtualhost.connectionThreadPool.size", "8");
        context.put("virtualhost.connectionThreadPool.numberOfSelectors", "1");
        context.put("virtualhost.housekeepingThreadCount", "1");
        context.put("broker.housekeepingThreadCount", "1");
        context.put("qpid.port.amqp.threadPool.size", "2");
        context.put("qpid.port.amqp.threadPool.numberOfSelectors", "1");
        return context;
    }

    /** Broker-J only logs a virtual host that is broken, so one connection is opened to see that all of it works. */
    private void testConnection(BrokerSettings settings) throws IOException, TimeoutException {
        var connections = new ConnectionFactory();
        connections.setHost(LOOPBACK);
        connections.setPort(port);
        connections.setUsername(settings.user());
        connections.setPassword(settings.password());
        connections.setConnectionTimeout(TEST_CONNECTION_MILLIS);
        connections.newConnection("start of the embedded broker").close(TEST_CONNECTION_MILLIS);
    }

    /** Always the loopback address. */
    public String host() {
        return LOOPBACK;
    }

    /** The port it listens on, the real one where 0 was asked for. */
    public int port() {
        return port;
    }

    /** Stops it, at most 30 s later; messages are gone. Closing twice is harmless. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            launcher.shutdown();
        }
    }
}
