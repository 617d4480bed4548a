package dev.tranche.worker.callback.address;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Gives Netty the address that a connection is made to: looked up once for each connection, checked, and handed over as it is, so that
 * a name that means another address a moment later changes nothing (C58). Literal addresses come through here as well. Thread-safe.
 */
public final class CheckedAddresses extends AddressResolverGroup<InetSocketAddress> {
    private final AddressPolicy policy;
    private final HostLookup hosts;
    private final ExecutorService lookups;

    /** @param lookups runs what may block for as long as a name server pleases; closed with this */
    public CheckedAddresses(AddressPolicy policy, HostLookup hosts, ExecutorService lookups) {
        this.policy = policy;
        this.hosts = hosts;
        this.lookups = lookups;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Resolver(executor);
    }

    @Override
    public void close() {
        super.close();
        lookups.shutdownNow();
    }

    private InetSocketAddress checked(InetSocketAddress host) throws IOException {
        return new InetSocketAddress(allowed(addresses(host)), host.getPort());
    }

    private List<InetAddress> addresses(InetSocketAddress host) throws IOException {
        return host.isUnresolved() ? hosts.lookup(host.getHostString()) : List.of(host.getAddress());
    }

    private InetAddress allowed(List<InetAddress> addresses) throws AddressRefused {
        for (var address : addresses) {
            if (policy.findRefusal(address).isEmpty()) {
                return address;
            }
        }
        throw new AddressRefused(policy.findRefusal(addresses.get(0)).orElseThrow());
    }

    /** For one event loop. */
    private final class Resolver extends AbstractAddressResolver<InetSocketAddress> {
        Resolver(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
        }

        /** Never: what counts as resolved is connected to without a question. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress host, Promise<InetSocketAddress> promise) {
            settle(promise, () -> checked(host));
        }

        @Override
        protected void doResolveAll(InetSocketAddress host, Promise<List<InetSocketAddress>> promise) {
            settle(promise, () -> List.of(checked(host)));
        }

        private <T> void settle(Promise<T> promise, Callable<T> question) {
            lookups.execute(() -> {
                try {
                    promise.trySuccess(question.call());
                } catch (Exception e) { // Whatever it is, the post waits for the promise.
                    promise.tryFailure(e);
                }
            });
        }
    }
}
