package dev.tranche.broker;

import java.nio.file.Path;

/**
 * What an embedded broker is started with.
 *
 * @param port 0 takes a free one
 * @param workFolder where Broker-J may write; messages are in memory only
 */
public record BrokerSettings(int port, String user, String password, Path workFolder) {
    public BrokerSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("the broker's port is 0 to 65535, was " + port);
        }
        if (user.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("the broker needs a user and a password");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrokerSettings[port=" + port + ", user=" + user + ", workFolder=" + workFolder + "]";
    }
}
