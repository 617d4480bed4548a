package dev.tranche.worker.callback.address;

import java.io.IOException;
import java.io.Serial;

/** No address of a host may be connected to. Says of what kind they are, and neither host nor address. */
public final class AddressRefused extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    AddressRefused(AddressKind kind) {
        super("address not allowed: " + kind);
    }
}
