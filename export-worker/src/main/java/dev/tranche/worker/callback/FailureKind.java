package dev.tranche.worker.callback;

import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What a post failed by, in words that caller and operator may read: the exceptions' own contain the address. */
final class FailureKind {
    private record Kind(Class<? extends Throwable> type, String words) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(UnknownHostException.class, "unknown host"),
            new Kind(ConnectTimeoutException.class, "no connection in time"),
            new Kind(NoRouteToHostException.class, "no route to the host"),
            new Kind(ConnectException.class, "connection refused"),
            new Kind(SSLException.class, "TLS failed"),
            new Kind(TimeoutException.class, "no answer in time"),
            new Kind(ReadTimeoutException.class, "no answer in time"),
            new Kind(SocketException.class, "connection lost"));

    private static final String OTHER = "no HTTP answer";

    /** Chains of causes are shorter; one that bites its tail ends here. */
    private static final int MAX_CAUSES = 10;

    private FailureKind() {}

    static String of(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> KINDS.stream().filter(kind -> kind.type().isInstance(cause)))
                .map(Kind::words)
                .findFirst()
                .orElse(OTHER);
    }

    /** The failure and what it came from, the outermost first. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
