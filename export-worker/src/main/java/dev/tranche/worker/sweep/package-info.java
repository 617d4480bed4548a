/** What keeps the promise that every job ends and leaves nothing behind: repair, time-out, cleaning, and the signs of life (P9–P12, P22, P23). */
@NullMarked
package dev.tranche.worker.sweep;

import org.jspecify.annotations.NullMarked;
