/**
 * Reads exports back by readers of their own and compares them with the database, row by row, in constant memory. Sees the
 * packages beside it; nothing in the engine sees this one.
 */
@NullMarked
package dev.tranche.engine.verify;

import org.jspecify.annotations.NullMarked;
