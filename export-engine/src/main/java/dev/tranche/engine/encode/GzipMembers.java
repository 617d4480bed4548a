package dev.tranche.engine.encode;

import java.util.zip.CRC32;

/**
 * Text as gzip members (RFC 1952). The header says nothing that differs between two machines or two moments. The deflate
 * stream is {@link BlockDeflater}'s, so that the fingerprint that covers zip covers this too.
 */
public final class GzipMembers implements BlockCompressor {
    /** Magic, deflate, no flags, no time, no extra flags, operating system unknown (RFC 1952, section 2.3). */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int FIELD_BYTES = 4;

    private final BlockDeflater deflater = new BlockDeflater();

    @Override
    public void append(ByteSink out, byte[] source, int offset, int length) {
        var crc = new CRC32();
        crc.update(source, offset, length);
        out.put(HEADER);
        if (length > 0) {
            deflater.block(out, source, offset, length);
        }
        BlockDeflater.end(out);
        out.littleEndian(crc.getValue(), FIELD_BYTES);
        out.littleEndian(length, FIELD_BYTES);
    }

    @Override
    public void close() {
        deflater.close();
    }
}
