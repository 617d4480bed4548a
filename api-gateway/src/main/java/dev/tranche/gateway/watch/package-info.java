/** What operators see: metrics and health (C61). */
@NullMarked
package dev.tranche.gateway.watch;

import org.jspecify.annotations.NullMarked;
