package dev.tranche.messaging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * Hears from every connection whether the broker blocks it ({@code connection.blocked}). Spring's connection factory calls it for each
 * new connection, the client for each change. Thread-safe.
 */
final class BlockedConnections implements BrokerAlarm, ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger(BlockedConnections.class);

    private final Map<com.rabbitmq.client.Connection, String> reasons = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition unblocked = lock.newCondition();

    @Override
    public void onCreate(@Nullable Connection connection) {
        var delegate = connection == null ? null : connection.getDelegate();
        if (delegate != null) {
            delegate.addBlockedListener(reason -> blocked(delegate, reason), () -> unblocked(delegate));
            // One that is lost is not blocked any more; the next one learns anew.
            delegate.addShutdownListener(cause -> unblocked(delegate));
        }
    }

    private void blocked(com.rabbitmq.client.Connection connection, String reason) {
        lock.lock();
        try {
            reasons.put(connection, reason);
            LOG.warn("the broker takes no messages: {}", reason);
        } finally {
            lock.unlock();
        }
    }

    private void unblocked(com.rabbitmq.client.Connection connection) {
        lock.lock();
        try {
            if (reasons.remove(connection) != null) {
                LOG.info("the broker takes messages again, or the connection that it blocked is gone");
                unblocked.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> reason() {
        lock.lock();
        try {
            return reasons.values().stream().findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no connection is blocked; the reason, if that takes longer than {@code within}. */
    Optional<String> awaitEnd(Duration within) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = within.toNanos();
            while (!reasons.isEmpty() && nanos > 0) {
                nanos = unblocked.awaitNanos(nanos);
            }
            return reason();
        } finally {
            lock.unlock();
        }
    }
}
