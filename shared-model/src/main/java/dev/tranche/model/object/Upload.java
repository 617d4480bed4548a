package dev.tranche.model.object;

/** An upload that was created and is neither completed nor aborted, as far as its holder knows. */
public record Upload(ObjectKey key, UploadId id) {}
