/**
 * Reads SQLite files through sqlite-jdbc: opening them without harm, their schema, and their rows in key order as typed
 * values and bytes. Throws SQLite's own exceptions; the package above translates them.
 */
@NullMarked
package dev.tranche.engine.sqlite;

import org.jspecify.annotations.NullMarked;
