package dev.tranche.gateway.job;

import dev.tranche.messaging.BrokerAlarm;
import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.model.store.JobStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the view of jobs. */
@Configuration(proxyBeanMethods = false)
public class JobConfiguration {
    @Bean
    VisibleJobs gatewayJobs(JobStore jobs) {
        return new VisibleJobs(jobs);
    }

    @Bean
    CallbackReplay gatewayCallbackReplay(JobStore jobs, ConfirmedPublisher publisher) {
        return new CallbackReplay(jobs, publisher);
    }

    @Bean
    JobController gatewayJobStatus(VisibleJobs visible, JobStore jobs, BrokerAlarm alarm, CallbackReplay replay) {
        return new JobController(visible, jobs, alarm, replay);
    }
}
