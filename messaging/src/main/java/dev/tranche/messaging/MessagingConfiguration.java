package dev.tranche.messaging;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The messaging beans, for gateway and worker to import; the connection is Spring Boot's own, by {@code spring.rabbitmq.*}. An
 * application starts without a broker: queues are declared whenever a connection comes up.
 */
@Configuration(proxyBeanMethods = false)
public class MessagingConfiguration {
    /** Longer than a quorum queue needs to find a new leader, short enough for a request that waits for it. */
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(5);

    @Bean
    static BeanPostProcessor confirmedConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof CachingConnectionFactory connections) {
                    connections.setPublisherConfirmType(ConfirmType.CORRELATED);
                    connections.setPublisherReturns(true);
                }
                return bean;
            }
        };
    }

    @Bean
    Declarables topology() {
        return Topology.declarables();
    }

    @Bean
    MessageCodec messageCodec() {
        return new MessageCodec(InstantSource.system());
    }

    @Bean
    ConfirmedPublisher confirmedPublisher(ConnectionFactory connections, MessageCodec codec) {
        var rabbit = new RabbitTemplate(connections);
        rabbit.setMandatory(true);
        // A connection of its own: a broker that blocks publishers must not keep consumers from acknowledging.
        rabbit.setUsePublisherConnection(true);
        return new RabbitConfirmedPublisher(rabbit, codec, CONFIRM_WITHIN);
    }

    @Bean
    QueueDepths queueDepths(AmqpAdmin admin) {
        return new RabbitQueueDepths(admin);
    }

    @Bean
    Consumers consumers(ConnectionFactory connections, AmqpAdmin admin) {
        return new Consumers(connections, admin);
    }
}
