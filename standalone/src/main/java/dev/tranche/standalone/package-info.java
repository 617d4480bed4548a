/** Gateway, worker, broker and stores in one process: adds processes, not behaviour. */
@NullMarked
package dev.tranche.standalone;

import org.jspecify.annotations.NullMarked;
