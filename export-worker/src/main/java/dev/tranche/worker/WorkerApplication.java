package dev.tranche.worker;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The export worker as a process of its own. It takes chunks and callbacks from the broker and serves nothing but health and
 * metrics, by default on 127.0.0.1:8081. {@code --init-spool} makes a new spool folder ready instead, and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
@PropertySource("classpath:dev/tranche/worker/worker.properties")
public class WorkerApplication {
    private static final String INIT_SPOOL = "--init-spool";

    public static void main(String[] args) {
        if (Arrays.asList(args).contains(INIT_SPOOL)) {
            SpoolInitialization.run(args);
        } else {
            SpringApplication.run(WorkerApplication.class, args);
        }
    }
}
