/** x. */
@NullMarked
package dev.tranche.model;

import org.jspecify.annotations.NullMarked;
