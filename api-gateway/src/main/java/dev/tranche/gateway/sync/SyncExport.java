package dev.tranche.gateway.sync;

import dev.tranche.engine.ExportSpec;
import dev.tranche.gateway.source.Source;

/**
 * One export through its request.
 *
 * @param route names it in the metrics
 * @param fileName of the attachment
 * @param failure what the caller is told if it fails before the first byte (C14)
 */
record SyncExport(Source source, ExportSpec spec, String route, String fileName, String failure) {}
