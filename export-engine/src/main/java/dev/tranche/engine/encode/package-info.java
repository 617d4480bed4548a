/**
 * Leaf encoders: values in, bytes of the export formats out. Deterministic to the byte on every JDK and locale (P15);
 * nothing here knows a database, a table or a job.
 */
@NullMarked
package dev.tranche.engine.encode;

import org.jspecify.annotations.NullMarked;
