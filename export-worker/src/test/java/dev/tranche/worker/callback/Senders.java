package dev.tranche.worker.callback;

import dev.tranche.worker.callback.MicronautCallbackSender.Limits;
import dev.tranche.worker.callback.address.AddressPolicy;
import dev.tranche.worker.callback.address.AddressPolicy.OwnNetworks;
import dev.tranche.worker.callback.address.CheckedAddresses;
import dev.tranche.worker.callback.address.HostLookup;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;

/** Real senders. */
final class Senders {
    private static final AddressPolicy LOCAL = AddressPolicy.of(OwnNetworks.ALLOWED, List.of());

    private Senders() {}

    /** Posts to this machine, unsigned. */
    static MicronautCallbackSender local(Limits limits) {
        return new MicronautCallbackSender(
                limits, addresses(LOCAL, HostLookup.SYSTEM), new WebhookSigner(List.of()), InstantSource.system());
    }

    /** Posts to this machine, signed at the time of that clock. */
    static MicronautCallbackSender signing(WebhookSigner signer, InstantSource clock) {
        return new MicronautCallbackSender(Limits.DEFAULT, addresses(LOCAL, HostLookup.SYSTEM), signer, clock);
    }

    /** Posts where the policy lets it, unsigned. */
    static MicronautCallbackSender to(AddressPolicy policy, HostLookup hosts) {
        return new MicronautCallbackSender(
                Limits.DEFAULT, addresses(policy, hosts), new WebhookSigner(List.of()), InstantSource.system());
    }

    private static CheckedAddresses addresses(AddressPolicy policy, HostLookup hosts) {
        return new CheckedAddresses(policy, hosts, Executors.newCachedThreadPool());
    }
}
