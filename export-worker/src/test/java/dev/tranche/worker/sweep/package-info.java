@NullMarked
package dev.tranche.worker.sweep;

import org.jspecify.annotations.NullMarked;
