/** The first run of a newcomer: one export with a live progress line, then the service goes on serving. */
@NullMarked
package dev.tranche.standalone.quickstart;

import org.jspecify.annotations.NullMarked;
