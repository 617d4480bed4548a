package dev.tranche.model.object;

import dev.tranche.model.job.JobId;
import java.util.regex.Pattern;

/**
 * The mark that an upload carries from its creation and its object afterwards: which job made it, and a nonce that tells
 * this job's uploads apart. After an answer that never came it proves whether the object there is ours (P8).
 */
public record ObjectOwner(JobId jobId, String nonce) {
    private static final Pattern NONCE = Pattern.compile("[a-z0-9]{8,64}");

    public ObjectOwner {
        if (!isNonce(nonce)) {
            throw new IllegalArgumentException("a nonce has 8 to 64 lower-case letters and digits, not " + nonce);
        }
    }

    /** Whether this text, which may be anyone's, has the form of a nonce. */
    public static boolean isNonce(String text) {
        return NONCE.matcher(text).matches();
    }
}
