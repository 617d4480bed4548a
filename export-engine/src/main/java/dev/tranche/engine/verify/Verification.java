package dev.tranche.engine.verify;

import dev.tranche.engine.Catalogue;
import dev.tranche.engine.EngineException;
import dev.tranche.engine.verify.Difference.Where;
import dev.tranche.model.job.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Compares an export with its database (C50, C43): the whole of it, by a reader of the export's format, in constant memory. The
 * database is opened read-only and taken as it is now. Called by the command line; one thread.
 */
public final class Verification {
    private final Path database;
    private final ReceivedExport export;
    private final Set<String> named;

    /** @param named the tables that the export was asked for; empty if for all, or if the file's name says which one */
    public Verification(Path database, ReceivedExport export, Set<String> named) {
        this.database = database;
        this.export = export;
        this.named = Set.copyOf(named);
    }

    /**
     * Compares.
     *
     * @throws CannotVerify if there is nothing to compare, or one of the files cannot be read
     */
    public Verdict run() {
        for (Path file : List.of(database, export.path())) {
            if (!Files.isRegularFile(file)) {
                throw new CannotVerify("there is no file " + file);
            }
        }
        try (var source = new Source(database)) {
            List<String> tables = tables();
            Comparison comparison = comparison();
            compare(comparison, source, tables);
            return source.same(comparison.notCompared());
        } catch (Mismatch e) {
            return new Verdict.Different(e.difference());
        } catch (SQLException | EngineException e) {
            throw new CannotVerify("the database cannot be read: " + e.getMessage(), e);
        }
    }

    private static void compare(Comparison comparison, Source source, List<String> tables) throws SQLException {
        try {
            comparison.compare(source, tables);
        } catch (IOException | JacksonException e) {
            throw Malformed.at(Where.ofDocument("the document"), e);
        }
    }

    private List<String> tables() {
        if (!named.isEmpty() && !export.type().format().takesTables()) {
            throw new CannotVerify(
                    "a SQLite file holds the whole database and is compared as a whole, without --table");
        }
        List<String> all = Catalogue.read(database).tables(export.type().format());
        for (String name : named) {
            if (!all.contains(name)) {
                throw new CannotVerify("Table '" + name + "' does not exist.");
            }
        }
        if (!named.isEmpty()) {
            return all.stream().filter(named::contains).toList();
        }
        return isSingle() ? List.of(new TableOfFile(all).find(database, export.path())) : all;
    }

    private boolean isSingle() {
        try {
            return export.type() == FileType.CSV || (export.type() == FileType.JSON && JsonComparison.isSingle(export));
        } catch (IOException e) {
            throw new CannotVerify("the export cannot be read: " + e.getMessage(), e);
        }
    }

    private Comparison comparison() {
        return switch (export.type()) {
            case SQL -> new SqlComparison(export, named);
            case JSON -> new JsonComparison(export);
            case NDJSON -> new NdjsonComparison(export);
            case CSV -> new CsvComparison(export);
            case CSV_ZIP -> new ZipComparison(export);
            case SQLITE -> new FileComparison(export);
        };
    }
}
