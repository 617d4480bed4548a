package dev.tranche.model.object;

/**
 * A call of an {@link ObjectStore} that did not do what it promises, or of which nobody knows whether it did: unless the
 * reason is {@link Reason#UNAVAILABLE} nothing has changed in the store. Carries no credentials and no content.
 */
public final class ObjectStoreException extends RuntimeException {
    /** What went wrong, as far as the caller's next step depends on it. */
    public enum Reason {
        /** The upload was completed, aborted or never made; which of them, {@code head} tells (P8). */
        NO_SUCH_UPLOAD,
        /** Complete named a part that the store does not have like that (P8: list the parts and compare). */
        INVALID_PART,
        /** There is no object of this key. */
        OBJECT_NOT_FOUND,
        /** The store says no and will say no again: no such bucket, access denied, unusable credentials, a bad request. */
        REJECTED,
        /** The store did not answer, or answered that it cannot now. The call may have taken effect; a retry can help. */
        UNAVAILABLE
    }

    private final ObjectStoreOperation operation;
    private final Reason reason;
    private final String code;

    /**
     * @param operation what was tried
     * @param subject the key, bucket or folder it was tried on
     * @param reason what the caller may do about it
     * @param code the store's own name for the failure, such as {@code NoSuchBucket}
     * @param cause what the store's client threw
     */
    public ObjectStoreException(
            ObjectStoreOperation operation, String subject, Reason reason, String code, Throwable cause) {
        super(text(operation, subject, code) + ": " + cause.getMessage(), cause);
        this.operation = operation;
        this.reason = reason;
        this.code = code;
    }

    /** As above, where no other exception is behind it; {@code detail} says what was expected and found. */
    public ObjectStoreException(
            ObjectStoreOperation operation, String subject, Reason reason, String code, String detail) {
        super(text(operation, subject, code) + ": " + detail);
        this.operation = operation;
        this.reason = reason;
        this.code = code;
    }

    private static String text(ObjectStoreOperation operation, String subject, String code) {
        return operation.wireName() + " " + subject + " failed with " + code;
    }

    public ObjectStoreOperation operation() {
        return operation;
    }

    public Reason reason() {
        return reason;
    }

    /** The store's own name for the failure; for logs and metrics, never for decisions. */
    public String code() {
        return code;
    }

    /** Whether the same call may succeed later (P10: transient). */
    public boolean retryCanHelp() {
        return reason == Reason.UNAVAILABLE;
    }
}
