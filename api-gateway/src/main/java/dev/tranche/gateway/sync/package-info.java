/** Tier 1: exports that stream through the request itself (C10–C14). */
@NullMarked
package dev.tranche.gateway.sync;

import org.jspecify.annotations.NullMarked;
