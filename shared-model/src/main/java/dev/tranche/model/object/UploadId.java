package dev.tranche.model.object;

/** The object store's name for one upload; opaque to everyone else. */
public record UploadId(String value) {
    public UploadId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an upload id cannot be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
