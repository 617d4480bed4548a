/** Where a job is (C30–C34), and which jobs a caller may see. */
@NullMarked
package dev.tranche.gateway.job;

import org.jspecify.annotations.NullMarked;
