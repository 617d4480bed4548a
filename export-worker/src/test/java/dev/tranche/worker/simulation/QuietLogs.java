package dev.tranche.worker.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Thousands of workers die in a simulation, and each would say so. */
public final class QuietLogs implements BeforeAllCallback, AfterAllCallback {
    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("dev.tranche");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ours().setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ours().setLevel(null);
    }
}
