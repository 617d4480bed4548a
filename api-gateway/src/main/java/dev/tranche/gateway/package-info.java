/** The HTTP API in front of the job store, the object store and the queue. */
@NullMarked
package dev.tranche.gateway;

import org.jspecify.annotations.NullMarked;
