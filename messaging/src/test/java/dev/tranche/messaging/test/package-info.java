/** Real brokers, a connection that can be cut, and a publisher that fails on request: what others test messaging with. */
@NullMarked
package dev.tranche.messaging.test;

import org.jspecify.annotations.NullMarked;
