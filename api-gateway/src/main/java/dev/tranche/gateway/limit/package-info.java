/** How much one caller may ask of the service: how large, how slow, how often, how many jobs at a time. */
@NullMarked
package dev.tranche.gateway.limit;

import org.jspecify.annotations.NullMarked;
