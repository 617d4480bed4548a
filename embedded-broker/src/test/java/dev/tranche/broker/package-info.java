@NullMarked
package dev.tranche.broker;

import org.jspecify.annotations.NullMarked;
