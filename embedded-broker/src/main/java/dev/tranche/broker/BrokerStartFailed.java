package dev.tranche.broker;

import java.io.Serial;

/** The embedded broker could not be started; the cause says why, for example that the port is taken. */
public final class BrokerStartFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BrokerStartFailed(BrokerSettings settings, Throwable cause) {
        super("the embedded broker did not start on 127.0.0.1:" + settings.port() + ": " + cause.getMessage(), cause);
    }
}
