/** The databases that may be exported: names that the operator gave, and the files behind them. */
@NullMarked
package dev.tranche.storage.source;

import org.jspecify.annotations.NullMarked;
