package dev.tranche.worker.sweep;

/**
 * Who this worker is to the sweepers of all.
 *
 * @param name one a process, such as {@code host:4711}
 * @param fingerprint of its engine (P15)
 */
record WorkerName(String name, String fingerprint) {}
