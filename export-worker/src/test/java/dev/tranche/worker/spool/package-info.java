@NullMarked
package dev.tranche.worker.spool;

import org.jspecify.annotations.NullMarked;
