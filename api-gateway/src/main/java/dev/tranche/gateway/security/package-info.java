/** Who calls, and what they may do (C62). */
@NullMarked
package dev.tranche.gateway.security;

import org.jspecify.annotations.NullMarked;
