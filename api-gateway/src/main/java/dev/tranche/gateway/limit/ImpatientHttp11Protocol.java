package dev.tranche.gateway.limit;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1, with a {@link HeadDeadline}. Tomcat makes it by name. */
public final class ImpatientHttp11Protocol extends Http11NioProtocol {
    /** Before the connector starts. */
    void closeSlowHeads(Duration within, LongSupplier nanoTime) {
        var endpoint = getEndpoint();
        endpoint.setHandler(new HeadDeadline<>(endpoint.getHandler(), within, nanoTime));
    }
}
