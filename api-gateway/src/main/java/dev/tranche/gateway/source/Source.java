package dev.tranche.gateway.source;

import java.nio.file.Path;

/**
 * A configured database.
 *
 * @param file absolute; may be missing, or no database at all
 */
public record Source(String name, Path file) {}
