package dev.tranche.messaging.test;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real RabbitMQ: the one at system property {@code tranche.test.rabbit-uri}, else the installed one as a private node, else
 * a container where Docker runs.
 */
public record RabbitTestBroker(String product, String host, int port, String user, String password, String virtualHost)
        implements TestBroker {
    static final String URI_PROPERTY = "tranche.test.rabbit-uri";

    /** The one of this JVM; the test is skipped, with the reason, where there is none. */
    public static TestBroker shared() {
        Assumptions.assumeTrue(
                Shared.BROKER.isPresent(),
                "no RabbitMQ: neither " + URI_PROPERTY + ", nor an installed rabbitmq-server, nor Docker");
        return Shared.BROKER.get();
    }

    static TestBroker at(String product, URI uri) {
        try {
            var parsed = new ConnectionFactory();
            parsed.setUri(uri);
            return new RabbitTestBroker(
                    product,
                    parsed.getHost(),
                    parsed.getPort(),
                    parsed.getUsername(),
                    parsed.getPassword(),
                    parsed.getVirtualHost());
        } catch (Exception e) {
            throw new IllegalArgumentException(URI_PROPERTY + " is no AMQP address: " + uri, e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return product + " at " + host + ":" + port;
    }

    private static final class Shared {
        static final Optional<TestBroker> BROKER = find();

        private static Optional<TestBroker> find() {
            var given = System.getProperty(URI_PROPERTY);
            if (given != null && !given.isBlank()) {
                return Optional.of(at("RabbitMQ (given)", URI.create(given)));
            }
            return RabbitNode.findShared().map(RabbitNode::broker).or(RabbitContainer::startIfDockerRuns);
        }
    }
}
