@NullMarked
package dev.tranche.worker.callback.address;

import org.jspecify.annotations.NullMarked;
