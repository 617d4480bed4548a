package dev.tranche.model.checksum;

import java.nio.ByteBuffer;
import java.util.zip.Checksum;

/** Gathers a {@link Crc64Nvme} piece by piece. Not safe for use by several threads. */
public final class Crc64NvmeSum implements Checksum {
    private long crc;

    /** Starts with no bytes. */
    public Crc64NvmeSum() {
        this(Crc64Nvme.EMPTY);
    }

    /** Goes on after the bytes whose checksum is {@code start}. */
    public Crc64NvmeSum(Crc64Nvme start) {
        crc = start.value();
    }

    @Override
    public void update(int oneByte) {
        crc = ~Crc64NvmeMath.update(~crc, (byte) oneByte);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        update(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void update(ByteBuffer bytes) {
        crc = ~Crc64NvmeMath.update(~crc, bytes);
    }

    @Override
    public long getValue() {
        return crc;
    }

    /** The checksum of everything so far. */
    public Crc64Nvme toCrc() {
        return new Crc64Nvme(crc);
    }

    @Override
    public void reset() {
        crc = Crc64Nvme.EMPTY.value();
    }
}
