package dev.tranche.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream, one at a time; each must end with LF. Holds the longest of them. One thread. */
final class Lines {
    private final ByteInput in;
    private byte[] line = new byte[8192];
    private int length;

    Lines(InputStream in) {
        this.in = new ByteInput(in);
    }

    /**
     * Moves to the next line.
     *
     * @return false at the end
     * @throws Malformed if the last line has no end
     */
    boolean next() throws IOException {
        length = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b == ByteInput.END) {
                if (length == 0) {
                    return false;
                }
                throw new Malformed("a last line without its end");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.addExact(length, length));
            }
            line[length++] = (byte) b;
        }
        return true;
    }

    /** The line without its LF from index 0 on, overwritten by the next; not a copy. */
    byte[] array() {
        return line;
    }

    int length() {
        return length;
    }
}
