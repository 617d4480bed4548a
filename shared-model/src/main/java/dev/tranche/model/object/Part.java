package dev.tranche.model.object;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Sha256;

/** A part to be stored, with the checksums that were gathered while it was filled (P19). */
public record Part(int number, PartBody body, Sha256 sha256, Crc64Nvme crc64) {
    /** S3's upper bound for the number of a part. Source: Amazon S3 User Guide, "Multipart upload limits". */
    public static final int MAX_NUMBER = 10_000;

    public Part {
        if (number < 1 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("part numbers go from 1 to " + MAX_NUMBER + ", not " + number);
        }
        if (body.bytes() < 1) {
            throw new IllegalArgumentException("part " + number + " is empty");
        }
    }

    /** A part of bytes in memory, whose checksums are computed here. */
    public static Part of(int number, byte[] bytes) {
        return new Part(number, PartBody.of(bytes), Sha256.of(bytes), Crc64Nvme.of(bytes));
    }

    /** This part as the store confirmed it. */
    public StoredPart storedAs(String etag) {
        return new StoredPart(number, body.bytes(), etag, sha256, crc64);
    }
}
