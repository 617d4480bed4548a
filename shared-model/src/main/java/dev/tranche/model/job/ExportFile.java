package dev.tranche.model.job;

/**
 * The file that a request gives, as those see it who store or download it.
 *
 * @param type what the text is, the archive, or the database
 * @param compression of a text or a database; an archive is compressed already, so that it has none
 */
public record ExportFile(FileType type, Compression compression) {
    public ExportFile {
        if (type == FileType.CSV_ZIP && compression != Compression.NONE) {
            throw new IllegalArgumentException(
                    "a zip is compressed already and cannot be compressed with " + compression.wireName());
        }
    }

    /** The ending of the file's name, without the first dot, such as {@code sql} or {@code sql.gz}. */
    public String extension() {
        return type.extension() + compression.ending();
    }

    /** The media type, without a charset (C40): of the compressed file where it is one (RFC 6713, RFC 8878). */
    public String contentType() {
        return switch (compression) {
            case NONE -> type.contentType();
            case GZIP -> "application/gzip";
            case ZSTD -> "application/zstd";
        };
    }
}
