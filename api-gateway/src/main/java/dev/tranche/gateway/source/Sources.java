package dev.tranche.gateway.source;

import dev.tranche.gateway.error.Refused;
import dev.tranche.storage.source.Databases;
import org.jspecify.annotations.Nullable;

/** Finds the database that a request means, for both tiers. Thread-safe. */
public final class Sources {
    private final Databases databases;

    public Sources(Databases databases) {
        this.databases = databases;
    }

    /**
     * The database of this name, or for a request that names none: {@code main}, else the only one.
     *
     * @throws Refused 404 naming it if there is no such database, 400 listing the names if one must be chosen
     */
    public Source choose(@Nullable String name) {
        String chosen = name != null ? name : databases.findDefault().orElseThrow(this::noChoice);
        return databases
                .find(chosen)
                .map(file -> new Source(chosen, file))
                .orElseThrow(() -> Refused.notFound("Database '" + chosen + "' does not exist."));
    }

    private Refused noChoice() {
        var names = databases.names();
        return Refused.badRequest(
                names.isEmpty()
                        ? "No database is configured"
                        : "The request must name a database: " + String.join(", ", names));
    }
}
