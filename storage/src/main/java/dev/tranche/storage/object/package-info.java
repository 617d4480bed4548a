/** The object stores: S3 and a local folder, and how configuration chooses between them. */
@NullMarked
package dev.tranche.storage.object;

import org.jspecify.annotations.NullMarked;
