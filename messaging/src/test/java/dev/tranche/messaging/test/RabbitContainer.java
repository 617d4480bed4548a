package dev.tranche.messaging.test;

import java.net.URI;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** RabbitMQ by Testcontainers, which removes it when the JVM ends. */
final class RabbitContainer {
    private static final String IMAGE = "rabbitmq:4.1.4-management-alpine";

    private RabbitContainer() {}

    static Optional<TestBroker> startIfDockerRuns() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        var container = new RabbitMQContainer(IMAGE);
        container.start();
        var address = container
                .getAmqpUrl()
                .replace("//", "//" + container.getAdminUsername() + ":" + container.getAdminPassword() + "@");
        return Optional.of(RabbitTestBroker.at(IMAGE, URI.create(address)));
    }
}
