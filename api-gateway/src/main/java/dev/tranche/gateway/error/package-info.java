/** What a caller is told when a request does not succeed (C60), wherever on its way that shows. */
@NullMarked
package dev.tranche.gateway.error;

import org.jspecify.annotations.NullMarked;
