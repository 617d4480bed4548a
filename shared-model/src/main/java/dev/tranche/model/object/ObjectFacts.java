package dev.tranche.model.object;

import java.time.Instant;

/**
 * What the store tells about a finished object without reading it.
 *
 * @param etag the store's name for this version, without quotes; never a checksum to rely on
 */
public record ObjectFacts(long bytes, String etag, Instant storedAt, Provenance provenance) {
    public ObjectFacts {
        if (bytes < 0) {
            throw new IllegalArgumentException("an object cannot have " + bytes + " bytes");
        }
    }

    /**
     * Whether this is the object that {@code owner} completed with {@code expectedBytes} bytes: the size and our mark
     * decide (P8), or the size alone where the store keeps no marks (P20).
     */
    public boolean proves(ObjectOwner owner, long expectedBytes) {
        boolean ours = provenance instanceof Provenance.NotKept
                || (provenance instanceof Provenance.OwnedBy by && by.owner().equals(owner));
        return ours && bytes == expectedBytes;
    }
}
