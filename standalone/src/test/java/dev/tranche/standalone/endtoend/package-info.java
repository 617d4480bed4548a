/** The whole chain from outside: over HTTP, with nothing faked. */
@NullMarked
package dev.tranche.standalone.endtoend;

import org.jspecify.annotations.NullMarked;
