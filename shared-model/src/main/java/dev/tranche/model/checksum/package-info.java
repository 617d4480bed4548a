/** The checksums that travel with parts and objects (P19). */
@NullMarked
package dev.tranche.model.checksum;

import org.jspecify.annotations.NullMarked;
