/** Whether the stores can be used, for the health page of gateway and worker alike. */
@NullMarked
package dev.tranche.storage.health;

import org.jspecify.annotations.NullMarked;
