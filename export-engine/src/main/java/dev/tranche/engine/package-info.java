/**
 * The export engine: a database file in, bytes and a resumable cursor out. Knows SQLite and the formats; knows nothing of
 * queues, stores, HTTP or Spring.
 */
@NullMarked
package dev.tranche.engine;

import org.jspecify.annotations.NullMarked;
