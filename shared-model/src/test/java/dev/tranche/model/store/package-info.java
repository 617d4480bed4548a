/** What every job store must do, a fake that does it, and faults to put in front of one. */
@NullMarked
package dev.tranche.model.store;

import org.jspecify.annotations.NullMarked;
