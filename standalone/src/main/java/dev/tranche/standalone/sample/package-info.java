/** A database to try the product with. */
@NullMarked
package dev.tranche.standalone.sample;

import org.jspecify.annotations.NullMarked;
