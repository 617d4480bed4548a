package dev.tranche.model.object;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Sha256;

/**
 * A part that the object store has confirmed to keep: what a checkpoint remembers and Complete sends (I2).
 *
 * @param etag the store's name for these bytes, to be given back to it unread
 */
public record StoredPart(int number, long bytes, String etag, Sha256 sha256, Crc64Nvme crc64) {
    public StoredPart {
        if (number < 1 || number > Part.MAX_NUMBER) {
            throw new IllegalArgumentException("part numbers go from 1 to " + Part.MAX_NUMBER + ", not " + number);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("part " + number + " cannot have " + bytes + " bytes");
        }
    }

    /** The same part by the name that a listing has for it (P8: SSE-KMS changes ETags). */
    public StoredPart withEtag(String listedEtag) {
        return new StoredPart(number, bytes, listedEtag, sha256, crc64);
    }
}
