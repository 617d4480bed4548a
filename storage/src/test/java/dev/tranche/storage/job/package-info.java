/** The job store on real databases: the contract suite, several processes, and what a crash leaves. */
@NullMarked
package dev.tranche.storage.job;

import org.jspecify.annotations.NullMarked;
