/** The terminal callback of a job: nudged by a message, owed by the row, delivered by HTTP (C57, P9, I6). */
@NullMarked
package dev.tranche.worker.callback;

import org.jspecify.annotations.NullMarked;
