/** Jobs kept in a relational database: a SQLite file for one machine, PostgreSQL for many. */
@NullMarked
package dev.tranche.storage.job;

import org.jspecify.annotations.NullMarked;
