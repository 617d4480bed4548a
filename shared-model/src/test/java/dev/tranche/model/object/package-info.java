/** The contract that every object store keeps, and the stores that tests use. */
@NullMarked
package dev.tranche.model.object;

import org.jspecify.annotations.NullMarked;
