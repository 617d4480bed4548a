package dev.tranche.messaging;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.amqp.autoconfigure.ConnectionFactoryCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The messaging beans, for gateway and worker to import; the connection is Spring Boot's own, by {@code spring.rabbitmq.*}. An
 * application starts without a broker: queues are declared whenever a connection comes up.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessagingSettings.class)
public class MessagingConfiguration {
    @Bean
    static BeanPostProcessor brokerConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof CachingConnectionFactory connections) {
                    connections.setPublisherConfirmType(ConfirmType.CORRELATED);
                    connections.setPublisherReturns(true);
                }
                if (bean instanceof RabbitAdmin admin) {
                    // A queue that was declared otherwise stays so; 18 s of retries would only hide the broker's words.
                    admin.setRetryTemplate(null);
                }
                return bean;
            }
        };
    }

    /** Nobody waits longer than this for the broker; the client's defaults are 10 s to 10 min. */
    @Bean
    ConnectionFactoryCustomizer boundedAnswers(MessagingSettings settings) {
        int millis = Math.toIntExact(settings.answerWithin().toMillis());
        return factory -> {
            factory.setConnectionTimeout(Math.min(factory.getConnectionTimeout(), millis));
            factory.setHandshakeTimeout(Math.min(factory.getHandshakeTimeout(), millis));
            factory.setChannelRpcTimeout(Math.min(factory.getChannelRpcTimeout(), millis));
        };
    }

    /** What the management pages call a connection (C61), such as {@code export-worker@host:4711}. */
    @Bean
    ConnectionNameStrategy connectionNames(@Value("${spring.application.name:tranche}") String application) {
        var name =
                application + "@" + hostName() + ":" + ProcessHandle.current().pid();
        return connections -> name;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }

    @Bean
    Declarables topology() {
        return Topology.declarables();
    }

    @Bean
    QueueDeclaration queueDeclaration(AmqpAdmin admin) {
        return () -> {
            try {
                admin.initialize();
            } catch (AmqpException e) {
                throw new BrokerUnavailable("declaring the queues", e);
            }
        };
    }

    @Bean
    MessageCodec messageCodec() {
        return new MessageCodec(InstantSource.system());
    }

    @Bean
    BlockedConnections brokerAlarm(ConnectionFactory connections) {
        var blocked = new BlockedConnections();
        connections.addConnectionListener(blocked);
        return blocked;
    }

    @Bean
    ConfirmedSend confirmedSend(ConnectionFactory connections, BlockedConnections blocked, MessagingSettings settings) {
        var rabbit = new RabbitTemplate(connections);
        rabbit.setMandatory(true);
        // A connection of its own: a broker that blocks publishers must not keep consumers from acknowledging.
        rabbit.setUsePublisherConnection(true);
        // A returned message is found in its correlation; without a callback each one is a warning in the log.
        rabbit.setReturnsCallback(returned -> {});
        return new ConfirmedSend(rabbit, blocked, settings.answerWithin());
    }

    @Bean
    ConfirmedPublisher confirmedPublisher(ConfirmedSend send, MessageCodec codec) {
        return new RabbitConfirmedPublisher(send, codec);
    }

    @Bean
    DeadLetters deadLetters(ConfirmedSend send) {
        return new DeadLetters(send);
    }

    @Bean
    DeadQueues deadQueues(ConnectionFactory connections, AmqpAdmin admin, MessageCodec codec, ConfirmedSend send) {
        return new RabbitDeadQueues(new RabbitTemplate(connections), admin, codec, send);
    }

    @Bean
    QueueDepths queueDepths(AmqpAdmin admin) {
        return new RabbitQueueDepths(admin);
    }

    @Bean
    HealthIndicator brokerHealthIndicator(QueueDepths depths, BrokerAlarm alarm) {
        return new BrokerHealth(depths, alarm);
    }

    @Bean
    Consumers consumers(ConnectionFactory connections, AmqpAdmin admin) {
        return new Consumers(connections, admin);
    }
}
