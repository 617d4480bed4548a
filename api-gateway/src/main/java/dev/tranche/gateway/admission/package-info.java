/** Tier 2's start: from a POST to a durable job and its first message (C20–C27). */
@NullMarked
package dev.tranche.gateway.admission;

import org.jspecify.annotations.NullMarked;
