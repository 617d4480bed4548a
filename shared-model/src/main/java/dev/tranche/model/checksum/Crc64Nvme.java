package dev.tranche.model.checksum;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A CRC-64/NVME checksum, S3's checksum of a whole object. Those of two pieces that follow each other combine to that of
 * both, so the object's is known from its parts' without reading anything again (P19).
 *
 * @param value the 64 bits; every value is a possible checksum
 */
public record Crc64Nvme(long value) {
    /** The checksum of no bytes. */
    public static final Crc64Nvme EMPTY = new Crc64Nvme(0);

    /** The checksum of the whole array. */
    public static Crc64Nvme of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** The checksum of the remaining bytes, whose position moves to the limit. */
    public static Crc64Nvme of(ByteBuffer bytes) {
        var sum = new Crc64NvmeSum();
        sum.update(bytes);
        return sum.toCrc();
    }

    /**
     * The checksum in the form that S3 sends and takes.
     *
     * @throws IllegalArgumentException if this is not the base64 of eight bytes
     */
    public static Crc64Nvme parse(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("a CRC-64 is the base64 of 8 bytes, not " + text);
        }
        return new Crc64Nvme(ByteBuffer.wrap(bytes).getLong());
    }

    /** The checksum of this one's bytes followed by {@code nextBytes} bytes whose checksum is {@code next}. */
    public Crc64Nvme then(Crc64Nvme next, long nextBytes) {
        return new Crc64Nvme(Crc64NvmeMath.combine(value, next.value, nextBytes));
    }

    /**
     * Base64 of the big-endian bytes, as in the header {@code x-amz-checksum-crc64nvme}. Source: Amazon S3 User Guide,
     * "Checking object integrity".
     */
    public String text() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    @Override
    public String toString() {
        return text();
    }
}
