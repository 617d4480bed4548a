/** The job store: the row of a job, which is the truth about it, and the port through which gateway and worker change it. */
@NullMarked
package dev.tranche.model.store;

import org.jspecify.annotations.NullMarked;
