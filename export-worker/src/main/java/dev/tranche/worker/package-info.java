/** The export worker as a process and as a part of another: what its configuration imports is in the packages below. */
@NullMarked
package dev.tranche.worker;

import org.jspecify.annotations.NullMarked;
