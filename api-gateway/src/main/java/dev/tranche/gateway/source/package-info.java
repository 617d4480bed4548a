/** The database that a request means. */
@NullMarked
package dev.tranche.gateway.source;

import org.jspecify.annotations.NullMarked;
