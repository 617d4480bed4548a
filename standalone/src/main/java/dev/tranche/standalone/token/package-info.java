/** The command line that makes a bearer token; the gateway's security package checks what it made. */
@NullMarked
package dev.tranche.standalone.token;

import org.jspecify.annotations.NullMarked;
