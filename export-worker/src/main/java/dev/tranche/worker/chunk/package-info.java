/**
 * One chunk, from the message to the next one: {@link dev.tranche.worker.chunk.ChunkListener} is where to begin reading.
 */
@NullMarked
package dev.tranche.worker.chunk;

import org.jspecify.annotations.NullMarked;
