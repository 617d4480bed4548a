package dev.tranche.engine.encode;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes zip files from {@link ZipRecords} straight into a file, also far into a sparse one. */
final class ZipSample implements AutoCloseable {
    private static final Instant TIME = Instant.parse("2026-11-22T10:20:30Z");

    private final List<ZipEntryRow> entries = new ArrayList<>();
    private final BlockDeflater deflater = new BlockDeflater();
    private final ByteSink sink = new ByteSink(1 << 16);
    private final OutputStream file;
    private long offset;

    ZipSample(Path path, long holeBytes) throws IOException {
        try (var sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(holeBytes);
        }
        file = new BufferedOutputStream(new FileOutputStream(path.toFile(), true));
        offset = holeBytes;
    }

    /** An entry of {@code times} times the same bytes. */
    void entry(String name, byte[] bytes, int times) throws IOException {
        long start = offset;
        ZipRecords.localHeader(sink, name, TIME);
        flush();
        long dataStart = offset;
        deflater.block(sink, bytes, 0, bytes.length);
        var once = new CRC32();
        once.update(bytes);
        long crc = 0;
        byte[] deflated = sink.toByteArray();
        sink.clear();
        for (int i = 0; i < times; i++) {
            sink.put(deflated);
            crc = Crc32Combine.combine(crc, once.getValue(), bytes.length);
            flush();
        }
        BlockDeflater.end(sink);
        flush();
        var entry = new ZipEntryRow(name, crc, offset - dataStart, (long) bytes.length * times, start);
        ZipRecords.dataDescriptor(sink, entry);
        flush();
        entries.add(entry);
    }

    @Override
    public void close() throws IOException {
        long directoryStart = offset;
        for (var entry : entries) {
            ZipRecords.directoryEntry(sink, entry, TIME);
        }
        flush();
        ZipRecords.directoryEnd(sink, entries.size(), directoryStart, offset - directoryStart);
        flush();
        file.close();
        deflater.close();
    }

    private void flush() throws IOException {
        file.write(sink.array(), 0, sink.size());
        offset += sink.size();
        sink.clear();
    }
}
