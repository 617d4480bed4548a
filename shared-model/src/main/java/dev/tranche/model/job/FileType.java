package dev.tranche.model.job;

/**
 * The kind of file that a request gives: known before anything is read, since the shape follows the request and not the
 * database.
 */
public enum FileType {
    /** A SQL script. */
    SQL("sql", "application/x-sqlite3"),
    /** A JSON document: an array for exactly one named table, otherwise an object of arrays. */
    JSON("json", "application/json"),
    /** JSON lines. */
    NDJSON("ndjson", "application/x-ndjson"),
    /** One RFC 4180 file: exactly one table was named. */
    CSV("csv", "text/csv"),
    /** A zip with one RFC 4180 file a table, also for 0 or 1 tables if none was named. */
    CSV_ZIP("zip", "application/zip"),
    /** A SQLite database. Source of the type: the IANA registry of media types. */
    SQLITE("sqlite", "application/vnd.sqlite3");

    private final String extension;
    private final String contentType;

    FileType(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /**
     * The file of a format.
     *
     * @param namedTables how many tables the request names; 0 if it asks for all of them
     * @throws IllegalArgumentException if it names tables and the format has all of them or none
     */
    public static FileType of(ExportFormat format, int namedTables) {
        if (namedTables > 0 && !format.takesTables()) {
            throw new IllegalArgumentException("a file of format " + format.wireName() + " holds the whole database");
        }
        return switch (format) {
            case SQL -> SQL;
            case JSON -> JSON;
            case NDJSON -> NDJSON;
            case CSV -> namedTables == 1 ? CSV : CSV_ZIP;
            case SQLITE -> SQLITE;
        };
    }

    /** The format that gives such files. */
    public ExportFormat format() {
        return switch (this) {
            case SQL -> ExportFormat.SQL;
            case JSON -> ExportFormat.JSON;
            case NDJSON -> ExportFormat.NDJSON;
            case CSV, CSV_ZIP -> ExportFormat.CSV;
            case SQLITE -> ExportFormat.SQLITE;
        };
    }

    /** The ending of the file's name, without the dot. */
    public String extension() {
        return extension;
    }

    /** The media type, without a charset (C40). */
    public String contentType() {
        return contentType;
    }
}
