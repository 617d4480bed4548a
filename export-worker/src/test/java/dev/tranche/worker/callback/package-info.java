@NullMarked
package dev.tranche.worker.callback;

import org.jspecify.annotations.NullMarked;
