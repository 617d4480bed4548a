package dev.tranche.worker.chunk;

import com.rabbitmq.client.ShutdownSignalException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/** Whether the consumers' connection to the broker is there: without it, having nothing to do proves nothing (P11). Thread-safe. */
final class BrokerLink implements ConnectionListener, BooleanSupplier {
    private volatile boolean open;

    @Override
    public void onCreate(@Nullable Connection connection) {
        open = true;
    }

    @Override
    public void onClose(Connection connection) {
        open = false;
    }

    @Override
    public void onShutDown(ShutdownSignalException signal) {
        open = false;
    }

    @Override
    public boolean getAsBoolean() {
        return open;
    }
}
