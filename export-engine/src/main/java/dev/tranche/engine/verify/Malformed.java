package dev.tranche.engine.verify;

import com.github.luben.zstd.ZstdIOException;
import dev.tranche.engine.verify.Difference.Where;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.zip.ZipException;
import tools.jackson.core.exc.StreamReadException;

/** An export that breaks the rules of its own format, or ends too early. */
final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
        super(message);
    }

    /** What a reader's exception means: a difference where it is about the content, else that the file cannot be read. */
    static RuntimeException at(Where where, Exception e) {
        if (e instanceof StreamReadException json) {
            return malformed(where, Shown.sentence(json.getOriginalMessage()));
        }
        if (e instanceof EOFException) {
            return malformed(where, "its end");
        }
        if (e instanceof CharacterCodingException) {
            return malformed(where, "bytes that are not UTF-8");
        }
        if (e instanceof Malformed || e instanceof ZipException || e instanceof ZstdIOException) {
            return malformed(where, Shown.sentence(String.valueOf(e.getMessage())));
        }
        return new CannotVerify("the export cannot be read: " + e.getMessage(), e);
    }

    private static Mismatch malformed(Where where, String found) {
        return new Mismatch(where, "a well-formed export", found);
    }
}
