/** The spool folder: which file in it belongs to which job, so that nothing is left behind and nothing foreign is touched. */
@NullMarked
package dev.tranche.worker.spool;

import org.jspecify.annotations.NullMarked;
