package dev.tranche.broker;

import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.BrokerImpl;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.port.AmqpPort;
import org.jspecify.annotations.Nullable;

/** Keeps what Broker-J tells nobody but its listeners: why a start failed, and the running broker. Used by one thread. */
final class LaunchListener extends DefaultSystemLauncherListener {
    private @Nullable RuntimeException failure;
    private @Nullable SystemConfig<?> system;

    @Override
    public void errorOnStartup(RuntimeException e) {
        failure = e;
    }

    @Override
    public void onContainerResolve(SystemConfig<?> systemConfig) {
        system = systemConfig;
    }

    /** Broker-J's launcher logs the failure of a start and returns as if nothing had happened. */
    void rethrowFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    /** The port that the operating system gave. */
    int boundPort() {
        return broker().getPorts().stream()
                .filter(AmqpPort.class::isInstance)
                .mapToInt(p -> p.getBoundPort())
                .filter(p -> p > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Broker-J listens on no port"));
    }

    /**
     * Takes away Broker-J's own shutdown hook. It would close the broker while workers still finish their chunk, publish and
     * acknowledge (P14). There is no setting for it and the hook is a private field of the pinned version.
     */
    void removeShutdownHook() throws ReflectiveOperationException {
        var hook = BrokerImpl.class.getDeclaredField("_shutdownHook");
        hook.setAccessible(true);
        Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker()));
    }

    private Broker<?> broker() {
        if (system != null && system.getContainer() instanceof Broker<?> broker) {
            return broker;
        }
        throw new IllegalStateException("Broker-J made no broker");
    }
}
