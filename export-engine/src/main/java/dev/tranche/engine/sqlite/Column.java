package dev.tranche.engine.sqlite;

/**
 * A column whose value a {@code SELECT *} shows.
 *
 * @param generated whether SQLite computes it, so that no INSERT may name it
 */
public record Column(String name, boolean generated) {}
