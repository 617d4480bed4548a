/** Databases that nobody thought of: every shape of schema and value that SQLite allows, from a seed. For tests. */
@NullMarked
package dev.tranche.engine.random;

import org.jspecify.annotations.NullMarked;
