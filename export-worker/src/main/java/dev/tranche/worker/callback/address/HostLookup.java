package dev.tranche.worker.callback.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a host. It may block; it is called by threads that wait for nothing else. */
@FunctionalInterface
public interface HostLookup {
    /** The operating system's, which reads every form of a literal address too. */
    HostLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** At least one, the preferred first. */
    List<InetAddress> lookup(String host) throws UnknownHostException;
}
