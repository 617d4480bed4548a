/** Apache Qpid Broker-J in this JVM: the queue of a machine that has no RabbitMQ, and of tests. Knows nothing of Spring. */
@NullMarked
package dev.tranche.broker;

import org.jspecify.annotations.NullMarked;
