package dev.tranche.gateway.admission;

import dev.tranche.model.job.ExportRequest;

/**
 * An order whose database is configured and, as far as that could be read, has the tables.
 *
 * @param estimatedTables how many tables it means; 0 if the database could not be read (C20)
 */
record CheckedOrder(ExportRequest request, int estimatedTables) {}
