package dev.tranche.gateway.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose next request has begun and whose head is not complete in time. Tomcat by itself only bounds the pause between
 * two bytes, so a client that sends one now and then would keep its connection for a day. Stands before Tomcat's own handler, which
 * says after each read that the head is not complete by {@code LONG}. Thread-safe.
 */
final class HeadDeadline<S> implements Handler<S> {
    private final Handler<S> handler;
    private final Duration within;
    private final LongSupplier nanoTime;
    private final Map<SocketWrapperBase<S>, Long> begun = new ConcurrentHashMap<>();

    /** {@code nanoTime} reads the machine's monotonic clock. */
    HeadDeadline(Handler<S> handler, Duration within, LongSupplier nanoTime) {
        this.handler = handler;
        this.within = within;
        this.nanoTime = nanoTime;
    }

    @Override
    public SocketState process(SocketWrapperBase<S> socket, SocketEvent event) {
        var state = handler.process(socket, event);
        if (state != SocketState.LONG || !isReadingAHead(socket)) {
            begun.remove(socket);
            return state;
        }
        long now = nanoTime.getAsLong();
        long since = begun.computeIfAbsent(socket, s -> now);
        if (Duration.ofNanos(now - since).compareTo(within) <= 0) {
            return state;
        }
        socket.close();
        return SocketState.CLOSED;
    }

    /** The other uses of {@code LONG} are requests under way. */
    private static boolean isReadingAHead(SocketWrapperBase<?> socket) {
        return socket.getCurrentProcessor() instanceof Processor processor
                && !processor.isAsync()
                && !processor.isUpgrade();
    }

    /** When the connection ends, whoever ends it. */
    @Override
    public void release(SocketWrapperBase<S> socket) {
        begun.remove(socket);
        handler.release(socket);
    }

    @Override
    public @Nullable Object getGlobal() {
        return handler.getGlobal();
    }

    @Override
    public void pause() {
        handler.pause();
    }

    @Override
    public void recycle() {
        handler.recycle();
    }
}
