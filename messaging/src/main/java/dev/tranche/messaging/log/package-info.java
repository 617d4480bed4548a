/** How every process of Tranche writes its log: {@code logback-spring.xml} names these classes. */
@NullMarked
package dev.tranche.messaging.log;

import org.jspecify.annotations.NullMarked;
