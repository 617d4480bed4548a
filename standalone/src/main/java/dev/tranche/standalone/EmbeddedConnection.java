package dev.tranche.standalone;

import dev.tranche.broker.EmbeddedBroker;
import java.util.List;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;

/** Tells Spring Boot's connection where the embedded broker listens. */
record EmbeddedConnection(EmbeddedBroker broker, BrokerPassword password) implements RabbitConnectionDetails {
    @Override
    public String getUsername() {
        return StandaloneConfiguration.USER;
    }

    @Override
    public String getPassword() {
        return password.text();
    }

    @Override
    public List<Address> getAddresses() {
        return List.of(new Address(broker.host(), broker.port()));
    }
}
