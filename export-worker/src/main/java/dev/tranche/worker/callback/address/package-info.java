/** Which addresses callbacks may connect to (C58): looked up once, checked, and then connected to. */
@NullMarked
package dev.tranche.worker.callback.address;

import org.jspecify.annotations.NullMarked;
