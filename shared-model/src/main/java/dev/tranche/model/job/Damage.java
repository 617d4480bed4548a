package dev.tranche.model.job;

/**
 * A stretch of a table that could not be read, so that none of its rows is in the export ({@link OnDamage#SKIP}). How many rows it
 * had nobody knows.
 *
 * @param after the row before it, such as {@code rowid 41}; empty at the table's start
 * @param upTo the last row that it can have had, such as {@code rowid 97}, or the first row behind it, such as
 *     {@code before key [i0000000000000061]}; empty if it goes to the table's end
 * @param words what SQLite said
 */
public record Damage(String after, String upTo, String words) {}
