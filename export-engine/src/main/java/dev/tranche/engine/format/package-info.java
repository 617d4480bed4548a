/**
 * What an export's bytes look like: the formats, one file each, which write rows as text, and the packings, which put the
 * text into an archive or compress it. Both work block by block, so that any block can be written again by another worker (P16).
 */
@NullMarked
package dev.tranche.engine.format;

import org.jspecify.annotations.NullMarked;
