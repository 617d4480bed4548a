/** Faults as data, for the decorators that put them between a worker and its ports in tests. */
@NullMarked
package dev.tranche.model.fault;

import org.jspecify.annotations.NullMarked;
