package dev.tranche.model.object;

import dev.tranche.model.checksum.Crc64Nvme;
import org.jspecify.annotations.Nullable;

/** A part as the store's own listing shows it. Immutable. */
public final class ListedPart {
    private final int number;
    private final long bytes;
    private final String etag;
    private final @Nullable Crc64Nvme crc64;

    private ListedPart(int number, long bytes, String etag, @Nullable Crc64Nvme crc64) {
        this.number = number;
        this.bytes = bytes;
        this.etag = etag;
        this.crc64 = crc64;
    }

    /** A part of a store that lists no CRC-64. */
    public static ListedPart of(int number, long bytes, String etag) {
        return new ListedPart(number, bytes, etag, null);
    }

    /** A part of a store that lists its CRC-64. */
    public static ListedPart of(int number, long bytes, String etag, Crc64Nvme crc64) {
        return new ListedPart(number, bytes, etag, crc64);
    }

    public int number() {
        return number;
    }

    public long bytes() {
        return bytes;
    }

    /** The name that Complete takes now, whatever it was at the upload. */
    public String etag() {
        return etag;
    }

    /** Whether this is the part that the checkpoint means: number, size and, where the store lists one, checksum (P8). */
    public boolean isSameAs(StoredPart expected) {
        return number == expected.number()
                && bytes == expected.bytes()
                && (crc64 == null || crc64.equals(expected.crc64()));
    }

    @Override
    public String toString() {
        return "ListedPart[number=" + number + ", bytes=" + bytes + ", etag=" + etag + ", crc64=" + crc64 + "]";
    }
}
