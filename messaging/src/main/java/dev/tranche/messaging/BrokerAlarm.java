package dev.tranche.messaging;

import java.util.Optional;

/**
 * Whether the broker takes messages. One that runs out of memory or disk goes on delivering and answering, but reads no more from
 * connections that publish, until its alarm ends. A process learns of an alarm by its first publish. For health, for the status of
 * jobs, and for who would otherwise publish in vain; any thread.
 */
public interface BrokerAlarm {
    /** Why it takes no messages of this process at the moment, in the broker's words; empty if it does. Asks nobody. */
    Optional<String> reason();
}
