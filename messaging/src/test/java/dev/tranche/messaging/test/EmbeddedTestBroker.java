package dev.tranche.messaging.test;

import dev.tranche.broker.BrokerSettings;
import dev.tranche.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Broker-J in the test's JVM; always available. */
public final class EmbeddedTestBroker implements TestBroker {
    private static final String PASSWORD = "of-tests";

    private final EmbeddedBroker broker;

    private EmbeddedTestBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** The one of this JVM, started at the first call; it ends with the JVM. */
    public static TestBroker shared() {
        return Shared.BROKER;
    }

    @Override
    public String product() {
        return "Broker-J";
    }

    @Override
    public String host() {
        return broker.host();
    }

    @Override
    public int port() {
        return broker.port();
    }

    @Override
    public String user() {
        return "tranche";
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    private static final class Shared {
        static final TestBroker BROKER = start();

        private static TestBroker start() {
            try {
                var folder = Files.createTempDirectory("tranche-broker");
                folder.toFile().deleteOnExit();
                return new EmbeddedTestBroker(EmbeddedBroker.start(new BrokerSettings(0, "tranche", PASSWORD, folder)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
