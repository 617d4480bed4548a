package dev.tranche.worker.callback;

import dev.tranche.worker.callback.address.AddressPolicy;
import dev.tranche.worker.callback.address.AddressPolicy.OwnNetworks;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are signed and where they may go: {@code tranche.callbacks.*}.
 *
 * @param secrets each signs; without any, callbacks carry no signature
 * @param allowPrivateAddresses whether this machine and private networks may be called
 * @param allowedNetworks may be called too, whatever they are, in CIDR notation
 */
@ConfigurationProperties("tranche.callbacks")
record CallbackSettings(
        @DefaultValue List<String> secrets,
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue List<String> allowedNetworks) {
    private static final String PREFIX = "tranche.callbacks.";

    CallbackSettings {
        secrets = List.copyOf(secrets);
        allowedNetworks = List.copyOf(allowedNetworks);
        parse(secrets);
        policy(OwnNetworks.REFUSED, allowedNetworks);
    }

    WebhookSigner signer() {
        return new WebhookSigner(parse(secrets));
    }

    private static List<WebhookSecret> parse(List<String> secrets) {
        return IntStream.range(0, secrets.size())
                .mapToObj(i -> WebhookSecret.parse(secrets.get(i), PREFIX + "secrets[" + i + "]"))
                .toList();
    }

    AddressPolicy policy() {
        return policy(allowPrivateAddresses ? OwnNetworks.ALLOWED : OwnNetworks.REFUSED, allowedNetworks);
    }

    private static AddressPolicy policy(OwnNetworks ownNetworks, List<String> networks) {
        try {
            return AddressPolicy.of(ownNetworks, networks);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "allowed-networks: " + e.getMessage(), e);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "CallbackSettings[secrets=" + secrets.size() + ", policy=" + policy() + "]";
    }
}
