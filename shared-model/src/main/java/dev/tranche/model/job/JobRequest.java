package dev.tranche.model.job;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job was asked to do, as its row has it. While versions are mixed, a row may have words that only a later program knows: this
 * one can then list, show, hand on, end and clean the job, but not run it (P15).
 */
public sealed interface JobRequest permits ExportRequest, LaterRequest {

    /** The request in these words: an {@link ExportRequest} if this version understands all of them together. */
    static JobRequest of(String database, RequestWords words, List<String> tables, @Nullable URI callbackUrl) {
        try {
            return new ExportRequest(database, words.toFormat(), tables, words.toOptions(), callbackUrl);
        } catch (IllegalArgumentException e) {
            return new LaterRequest(database, words, tables, callbackUrl);
        }
    }

    /** The configured name of the database, never a path. */
    String database();

    /** The tables to export, in the caller's order; empty means all of them. */
    List<String> tables();

    /** Format and options by the names that rows and answers have. */
    RequestWords words();

    /** The media type of the file, without a charset (C40). */
    String contentType();

    /** Where the terminal callback goes; empty if the caller wants none. */
    Optional<URI> findCallbackUrl();
}
