package dev.tranche.model.store;

/**
 * The job store did not answer, or answered with an error: whether the operation took effect is unknown (P7). Never thrown for
 * a compare-and-set that found another row than expected; that is the answer {@code false}.
 */
public final class JobStoreException extends RuntimeException {
    /** @param operation what was asked of the store, such as {@code commit} */
    public JobStoreException(String operation, Throwable cause) {
        super("the job store could not do '" + operation + "': " + cause.getMessage(), cause);
    }
}
