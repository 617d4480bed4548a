/**
 * One chunk, from the message to the next one. The files that tell the story, in order, each naming the next: {@link
 * dev.tranche.worker.chunk.ChunkListener}, {@link dev.tranche.worker.chunk.Chunk}, its stages ({@link
 * dev.tranche.worker.chunk.Preparing}, {@link dev.tranche.worker.chunk.Writing}, {@link dev.tranche.worker.chunk.Finishing}), {@link
 * dev.tranche.worker.chunk.PartUpload}, {@link dev.tranche.worker.chunk.Outcome}, {@link dev.tranche.worker.chunk.Settlement}. The
 * rest is what they use; {@code docs/protocol-map.md} says which rule of the protocol each class carries.
 */
@NullMarked
package dev.tranche.worker.chunk;

import org.jspecify.annotations.NullMarked;
