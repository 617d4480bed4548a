/** A job: one export, from the request that starts it to its terminal state, and the port that keeps it. */
@NullMarked
package dev.tranche.model.job;

import org.jspecify.annotations.NullMarked;
