/** The command line that compares an export with its database; the engine does the comparing. */
@NullMarked
package dev.tranche.standalone.verify;

import org.jspecify.annotations.NullMarked;
