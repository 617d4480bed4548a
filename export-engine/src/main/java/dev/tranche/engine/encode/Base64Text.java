package dev.tranche.engine.encode;

import java.util.Base64;

/** Standard base64 with padding (RFC 4648, section 4), the form in which JSON and CSV carry BLOBs. */
final class Base64Text {
    /** A multiple of three, so that padding appears at the very end only; bounds the copy. */
    private static final int CHUNK_BYTES = 3 << 14;

    private Base64Text() {}

    static void put(ByteSink out, byte[] source, int offset, int length) {
        var encoder = Base64.getEncoder();
        out.room(4L * ((length + 2L) / 3));
        byte[] chunk = new byte[Math.min(length, CHUNK_BYTES)];
        for (int done = 0; done < length; done += chunk.length) {
            int count = Math.min(chunk.length, length - done);
            chunk = count == chunk.length ? chunk : new byte[count];
            System.arraycopy(source, offset + done, chunk, 0, count);
            out.put(encoder.encode(chunk));
        }
    }
}
