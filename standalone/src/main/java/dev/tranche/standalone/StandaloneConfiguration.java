package dev.tranche.standalone;

import dev.tranche.broker.BrokerSettings;
import dev.tranche.broker.EmbeddedBroker;
import dev.tranche.gateway.GatewayConfiguration;
import dev.tranche.model.store.JobStore;
import dev.tranche.worker.WorkerConfiguration;
import dev.tranche.worker.spool.DeploymentMark;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Gateway and worker as they are, and a broker in the same process for them to talk through. Defaults are in {@code
 * application.properties}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({GatewayConfiguration.class, WorkerConfiguration.class})
class StandaloneConfiguration {
    static final String USER = "tranche";
    private static final int PASSWORD_BYTES = 16;

    /** Started with the context and, since the connections depend on it, stopped after them. */
    @Bean
    EmbeddedBroker embeddedBroker(@Value("${tranche.data-folder}") Path dataFolder, BrokerPassword password) {
        var folder = dataFolder.resolve("broker").toAbsolutePath();
        return EmbeddedBroker.start(new BrokerSettings(0, USER, password.text(), folder));
    }

    /** Nobody else need know it: drawn anew at every start. */
    @Bean
    BrokerPassword brokerPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new BrokerPassword(HexFormat.of().formatHex(bytes));
    }

    @Bean
    RabbitConnectionDetails rabbitConnectionDetails(EmbeddedBroker broker, BrokerPassword password) {
        return new EmbeddedConnection(broker, password);
    }

    /** One process, one job store, one spool: nobody has to say which belongs to which. Made before a consumer starts (P22). */
    @Bean
    OwnSpool ownSpool(DeploymentMark mark, JobStore jobs) {
        mark.write(jobs.deploymentId());
        return new OwnSpool();
    }

    /** Says that the spool folder is ready. */
    record OwnSpool() {}
}
