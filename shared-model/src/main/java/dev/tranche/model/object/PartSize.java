package dev.tranche.model.object;

/** The exact size of every part of an upload but its last, which may be smaller but not empty. */
public record PartSize(long bytes) {
    /** S3's lower bound for every part but the last. Source: Amazon S3 User Guide, "Multipart upload limits". */
    public static final long S3_MIN_BYTES = 5L * 1024 * 1024;

    /** S3's upper bound for a part. Source: as above. */
    public static final long MAX_BYTES = 5L * 1024 * 1024 * 1024;

    public PartSize {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("part size must be 1 to " + MAX_BYTES + " bytes, was " + bytes);
        }
    }

    /** Where part {@code number} begins in the object. */
    public long offsetOf(int number) {
        return Math.multiplyExact(number - 1L, bytes);
    }
}
