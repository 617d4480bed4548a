/** The container set-up: it cannot run where the build runs, so everything about it that can be checked without Docker is. */
@NullMarked
package dev.tranche.standalone.deployment;

import org.jspecify.annotations.NullMarked;
