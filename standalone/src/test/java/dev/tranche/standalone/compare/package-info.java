/** Reads exports back by the formats' own readers and compares them with the source, row by row, in constant memory. */
@NullMarked
package dev.tranche.standalone.compare;

import org.jspecify.annotations.NullMarked;
