package dev.tranche.model.object;

import java.time.Instant;

/** An upload as a listing shows it: S3 tells nothing more, above all no metadata. */
public record OpenUpload(Upload upload, Instant startedAt) {}
