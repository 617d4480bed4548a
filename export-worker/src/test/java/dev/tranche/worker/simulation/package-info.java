/**
 * A world for workers in which everything that can go wrong goes wrong on purpose: many machines as threads that take turns, in virtual
 * time, by a seed that replays; the calls of the protocol by name, the faults that strike them, and the invariants that must hold all
 * the same. {@code docs/reliability.md} says what was tried in it.
 */
@NullMarked
package dev.tranche.worker.simulation;

import org.jspecify.annotations.NullMarked;
