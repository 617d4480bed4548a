package dev.tranche.engine.encode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The records of a zip file that is written front to back without knowing an entry's size before its end. Hand-written
 * because no library can go on in the middle (P16). Source of layouts and numbers: PKWARE APPNOTE.TXT 6.3.10.
 *
 * <p>A streamed entry must choose between 4 and 8 bytes for the sizes in its data descriptor after its local header is
 * out. This does what {@code java.util.zip.ZipOutputStream} does and its reader expects: no Zip64 field in the local
 * header, 8 bytes only if a size needs them. Readers that use the central directory never look.
 */
public final class ZipRecords {
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int DATA_DESCRIPTOR = 0x08074b50;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int ZIP64_DIRECTORY_END = 0x06064b50;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int DIRECTORY_END = 0x06054b50;

    /** Bit 3: sizes and checksum follow the data. */
    private static final int FLAG_DATA_DESCRIPTOR = 1 << 3;

    private static final int METHOD_DEFLATE = 8;
    private static final int VERSION_DEFLATE = 20;
    private static final int VERSION_ZIP64 = 45;
    private static final int ZIP64_FIELD = 1;
    private static final int ZIP64_DIRECTORY_END_REST = 44;

    /** The greatest 32-bit size; as a value it means "see the Zip64 field". */
    private static final long MAX_32 = 0xFFFFFFFFL;

    private static final int MAX_16 = 0xFFFF;

    private ZipRecords() {}

    /** What stands before an entry's compressed bytes. */
    public static void localHeader(ByteSink out, String name, Instant time) {
        out.littleEndian(LOCAL_HEADER, 4);
        out.littleEndian(VERSION_DEFLATE, 2);
        methodAndTime(out, time);
        out.littleEndian(0, 12);
        out.littleEndian(name.length(), 2);
        out.littleEndian(0, 2);
        out.ascii(name);
    }

    /** What stands behind an entry's compressed bytes; {@code offset} is not looked at. */
    public static void dataDescriptor(ByteSink out, ZipEntryRow entry) {
        int sizeBytes = Math.max(entry.bytes(), entry.compressedBytes()) > MAX_32 ? 8 : 4;
        out.littleEndian(DATA_DESCRIPTOR, 4);
        out.littleEndian(entry.crc32(), 4);
        out.littleEndian(entry.compressedBytes(), sizeBytes);
        out.littleEndian(entry.bytes(), sizeBytes);
    }

    /** One entry of the central directory. {@code time} must be that of the local header. */
    public static void directoryEntry(ByteSink out, ZipEntryRow entry, Instant time) {
        var zip64 = new ByteSink(24);
        long bytes = narrow(zip64, entry.bytes());
        long compressed = narrow(zip64, entry.compressedBytes());
        long offset = narrow(zip64, entry.offset());
        int version = zip64.size() == 0 ? VERSION_DEFLATE : VERSION_ZIP64;
        out.littleEndian(DIRECTORY_ENTRY, 4);
        out.littleEndian(version, 2);
        out.littleEndian(version, 2);
        methodAndTime(out, time);
        out.littleEndian(entry.crc32(), 4);
        out.littleEndian(compressed, 4);
        out.littleEndian(bytes, 4);
        out.littleEndian(entry.name().length(), 2);
        out.littleEndian(zip64.size() == 0 ? 0 : zip64.size() + 4, 2);
        out.littleEndian(0, 10);
        out.littleEndian(offset, 4);
        out.ascii(entry.name());
        if (zip64.size() > 0) {
            out.littleEndian(ZIP64_FIELD, 2);
            out.littleEndian(zip64.size(), 2);
            out.put(zip64.array(), 0, zip64.size());
        }
    }

    /**
     * The end of the file.
     *
     * @param entries how many the directory holds
     * @param directoryOffset where the directory starts
     * @param directoryBytes its length
     */
    public static void directoryEnd(ByteSink out, long entries, long directoryOffset, long directoryBytes) {
        if (entries >= MAX_16 || directoryOffset >= MAX_32 || directoryBytes >= MAX_32) {
            zip64DirectoryEnd(out, entries, directoryOffset, directoryBytes);
        }
        out.littleEndian(DIRECTORY_END, 4);
        out.littleEndian(0, 4);
        out.littleEndian(Math.min(entries, MAX_16), 2);
        out.littleEndian(Math.min(entries, MAX_16), 2);
        out.littleEndian(Math.min(directoryBytes, MAX_32), 4);
        out.littleEndian(Math.min(directoryOffset, MAX_32), 4);
        out.littleEndian(0, 2);
    }

    private static void zip64DirectoryEnd(ByteSink out, long entries, long directoryOffset, long directoryBytes) {
        out.littleEndian(ZIP64_DIRECTORY_END, 4);
        out.littleEndian(ZIP64_DIRECTORY_END_REST, 8);
        out.littleEndian(VERSION_ZIP64, 2);
        out.littleEndian(VERSION_ZIP64, 2);
        out.littleEndian(0, 8);
        out.littleEndian(entries, 8);
        out.littleEndian(entries, 8);
        out.littleEndian(directoryBytes, 8);
        out.littleEndian(directoryOffset, 8);
        out.littleEndian(ZIP64_LOCATOR, 4);
        out.littleEndian(0, 4);
        out.littleEndian(directoryOffset + directoryBytes, 8);
        out.littleEndian(1, 4);
    }

    /** The value for a 32-bit field; one that does not fit goes into the Zip64 field instead. */
    private static long narrow(ByteSink zip64, long value) {
        if (value < MAX_32) {
            return value;
        }
        zip64.littleEndian(value, 8);
        return MAX_32;
    }

    private static void methodAndTime(ByteSink out, Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        out.littleEndian(FLAG_DATA_DESCRIPTOR, 2);
        out.littleEndian(METHOD_DEFLATE, 2);
        out.littleEndian(utc.getHour() << 11 | utc.getMinute() << 5 | utc.getSecond() / 2, 2);
        out.littleEndian(Math.max(0, utc.getYear() - 1980) << 9 | utc.getMonthValue() << 5 | utc.getDayOfMonth(), 2);
    }
}
