/** The object stores against the shared contract, and what each of them promises beyond it. */
@NullMarked
package dev.tranche.storage.object;

import org.jspecify.annotations.NullMarked;
