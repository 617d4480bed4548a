/** The real jars as real processes, which tests start, stop and kill. */
@NullMarked
package dev.tranche.standalone.process;

import org.jspecify.annotations.NullMarked;
