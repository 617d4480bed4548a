/** The measurements that {@code benchmarks/dump-cpu} runs; not tests. */
@NullMarked
package dev.tranche.engine.bench;

import org.jspecify.annotations.NullMarked;
