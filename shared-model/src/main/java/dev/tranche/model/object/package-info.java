/** Finished exports and the uploads that make them: the port that gateway and worker see, and the values it speaks in. */
@NullMarked
package dev.tranche.model.object;

import org.jspecify.annotations.NullMarked;
