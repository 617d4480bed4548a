package dev.tranche.engine;

import dev.tranche.model.job.TableSummary;
import java.util.Optional;

/**
 * A block that was just written.
 *
 * @param place where it begins
 * @param next where the next one begins
 * @param finished the table that ends with it
 */
record Block(Place place, Place next, Optional<TableSummary> finished) {}
