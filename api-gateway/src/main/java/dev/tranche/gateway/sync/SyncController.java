package dev.tranche.gateway.sync;

import dev.tranche.engine.ExportSpec;
import dev.tranche.gateway.error.Refused;
import dev.tranche.gateway.source.Sources;
import dev.tranche.model.job.ExportFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The three routes of tier 1 (C10–C12), each with {@code ?database=NAME}, and {@code ?table=N} for names that no path carries. */
@Controller
final class SyncController {
    private final Sources sources;
    private final SyncStreamer streamer;

    SyncController(Sources sources, SyncStreamer streamer) {
        this.sources = sources;
        this.streamer = streamer;
    }

    @GetMapping("/export/dump")
    void dump(@RequestParam @Nullable String database, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var export = new SyncExport(
                sources.choose(database),
                ExportSpec.all(ExportFormat.SQL),
                "dump",
                "database_dump.sql",
                "Failed to create database dump");
        streamer.stream(export, request, response);
    }

    @GetMapping("/export/json/{table}")
    void json(
            @PathVariable String table,
            @RequestParam @Nullable String database,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streamer.stream(jsonOf(table, database), request, response);
    }

    @GetMapping("/export/json")
    void jsonByParameter(
            @RequestParam @Nullable String table,
            @RequestParam @Nullable String database,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streamer.stream(jsonOf(named(table), database), request, response);
    }

    private SyncExport jsonOf(String table, @Nullable String database) {
        return new SyncExport(
                sources.choose(database),
                ExportSpec.one(ExportFormat.JSON, table),
                "json",
                table + "_export.json",
                "Failed to export table to JSON");
    }

    @GetMapping("/export/csv/{table}")
    void csv(
            @PathVariable String table,
            @RequestParam @Nullable String database,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streamer.stream(csvOf(table, database), request, response);
    }

    @GetMapping("/export/csv")
    void csvByParameter(
            @RequestParam @Nullable String table,
            @RequestParam @Nullable String database,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streamer.stream(csvOf(named(table), database), request, response);
    }

    private SyncExport csvOf(String table, @Nullable String database) {
        return new SyncExport(
                sources.choose(database),
                ExportSpec.one(ExportFormat.CSV, table),
                "csv",
                table + "_export.csv",
                "Failed to export table to CSV");
    }

    private static String named(@Nullable String table) {
        if (table == null) {
            throw Refused.badRequest("The request must name a table, in the path or as ?table=NAME");
        }
        return table;
    }
}
