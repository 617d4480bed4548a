package dev.tranche.model.store;

/** Is told of every write to a row of {@link InMemoryJobStore}, while no other write can come between. Must not write itself. */
public interface RowObserver {
    /** A job was accepted. */
    default void inserted(Job job) {}

    /** One write, of any port method, changed a row or left it as it was. */
    void written(Job before, Job after);

    /** Nobody looks. */
    static RowObserver none() {
        return (before, after) -> {};
    }
}
