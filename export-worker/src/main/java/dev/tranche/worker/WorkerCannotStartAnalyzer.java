package dev.tranche.worker;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link WorkerCannotStart} the way Spring Boot shows its own. Found by {@code META-INF/spring.factories}. */
final class WorkerCannotStartAnalyzer extends AbstractFailureAnalyzer<WorkerCannotStart> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WorkerCannotStart cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
