package dev.tranche.gateway.admission;

import dev.tranche.engine.Catalogue;
import dev.tranche.engine.EngineException;
import dev.tranche.engine.ExportSpec;
import dev.tranche.gateway.error.Refused;
import dev.tranche.gateway.source.Source;
import dev.tranche.gateway.source.Sources;
import dev.tranche.model.job.ExportRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares an order with the database that it is about: the only place of tier 2's start that reads a source. A database that cannot
 * be read now does not keep a job from being accepted; the worker will say why in SQLite's own words (C20). Thread-safe.
 */
final class SourceCatalogue {
    private static final Logger log = LoggerFactory.getLogger(SourceCatalogue.class);

    private final Sources sources;

    SourceCatalogue(Sources sources) {
        this.sources = sources;
    }

    /** @throws Refused if database or table do not exist, or no database can be chosen (C24) */
    CheckedOrder check(ExportOrder order) {
        var source = sources.choose(order.database());
        var request =
                new ExportRequest(source.name(), order.format(), order.tables(), order.options(), order.callbackUrl());
        return new CheckedOrder(
                request, estimate(source, new ExportSpec(order.format(), order.tables(), order.options())));
    }

    private static int estimate(Source source, ExportSpec spec) {
        try {
            var catalogue = Catalogue.read(source.file());
            var unknown = catalogue.findUnknown(spec);
            if (unknown.isPresent()) {
                throw Refused.notFound("Table '" + unknown.get() + "' does not exist.");
            }
            return catalogue.totalTables(spec);
        } catch (EngineException e) {
            log.debug("database not readable at admission database={} reason={}", source.name(), e.reason());
            return 0;
        }
    }
}
