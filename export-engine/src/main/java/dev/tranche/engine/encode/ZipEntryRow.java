package dev.tranche.engine.encode;

/**
 * What the central directory of a zip file says of one entry. Kept between chunks as a row, since the directory is written
 * last (P16).
 *
 * @param name ASCII, at most 65,535 characters
 * @param crc32 of the uncompressed bytes
 * @param compressedBytes without local header and data descriptor
 * @param bytes uncompressed
 * @param offset of the local header, from the start of the file
 */
public record ZipEntryRow(String name, long crc32, long compressedBytes, long bytes, long offset) {
    /** What the format's 16-bit length of a name can say. */
    private static final int MAX_NAME = 0xFFFF;

    public ZipEntryRow {
        if (name.length() > MAX_NAME || !name.chars().allMatch(c -> c < 0x80)) {
            throw new IllegalArgumentException("a zip entry's name is ASCII of at most " + MAX_NAME + " characters");
        }
        if (crc32 >>> 32 != 0 || compressedBytes < 0 || bytes < 0 || offset < 0) {
            throw new IllegalArgumentException("zip entry " + name + " with crc32 " + crc32 + ", compressedBytes "
                    + compressedBytes + ", bytes " + bytes + ", offset " + offset);
        }
    }
}
