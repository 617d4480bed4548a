/** The broker as gateway and worker see it: the queues declared, messages published with a confirm, and their bytes read. */
@NullMarked
package dev.tranche.messaging;

import org.jspecify.annotations.NullMarked;
