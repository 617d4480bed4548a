/** What travels through the broker: the queues by name, the two message bodies, and what is known about a message beside its body. */
@NullMarked
package dev.tranche.model.message;

import org.jspecify.annotations.NullMarked;
