package dev.tranche.gateway;

import dev.tranche.storage.job.JobStoreConfiguration;
import dev.tranche.storage.object.ObjectStoreConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The gateway as a process of its own, over the configured stores. Scans nothing: what it is made of stands in the imports. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({GatewayConfiguration.class, JobStoreConfiguration.class, ObjectStoreConfiguration.class})
public class GatewayApplication {
    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
