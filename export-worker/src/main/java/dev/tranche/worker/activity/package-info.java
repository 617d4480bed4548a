/** What this worker's consumers do at the moment, for the signs of life by which sweepers judge (P11). */
@NullMarked
package dev.tranche.worker.activity;

import org.jspecify.annotations.NullMarked;
