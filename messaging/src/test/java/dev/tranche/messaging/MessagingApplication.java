package dev.tranche.messaging;

import dev.tranche.messaging.test.TestBroker;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** An application that has nothing but messaging, as gateway and worker import it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(MessagingConfiguration.class)
class MessagingApplication {
    static ConfigurableApplicationContext start(TestBroker broker) {
        return start(broker.springProperties());
    }

    static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return new SpringApplicationBuilder(MessagingApplication.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.application.name=messaging-test",
                        "logging.level.root=WARN")
                .run();
    }
}
