package dev.tranche.messaging;

import java.io.Serial;
import org.springframework.core.NestedExceptionUtils;

/** The broker did not answer a question; asking again can help. */
public final class BrokerUnavailable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(String operation, Throwable cause) {
        super(operation + " failed: " + NestedExceptionUtils.getMostSpecificCause(cause), cause);
    }
}
