/** The finished file (C40–C42). */
@NullMarked
package dev.tranche.gateway.download;

import org.jspecify.annotations.NullMarked;
