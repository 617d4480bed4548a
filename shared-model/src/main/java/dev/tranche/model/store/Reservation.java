package dev.tranche.model.store;

import java.time.Instant;

/**
 * Room in the spool folder that a job wants before it takes its snapshot (P3).
 *
 * @param bytes what the snapshot may take
 * @param freeBytes what the folder had free just now, from which the other jobs' reservations are taken off
 */
public record Reservation(long bytes, long freeBytes, Instant at) {}
