package dev.tranche.gateway.sync;

import dev.tranche.engine.Deadline;
import dev.tranche.engine.EngineException;
import dev.tranche.engine.ExportStream;
import dev.tranche.gateway.error.ErrorAnswer;
import dev.tranche.gateway.error.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Reads a live database and writes what comes into the response, a buffer at a time, inside one read transaction (C6). Blocks the
 * request's thread. A client that stops reading is left by Tomcat's write timeout, one that reads too slowly by the deadline.
 * Thread-safe.
 */
final class SyncStreamer {
    private static final Logger log = LoggerFactory.getLogger(SyncStreamer.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String CHUNKED_SINCE = "HTTP/1.1";

    private final Duration maxDuration;
    private final LongSupplier nanoTime;
    private final SyncMeters meters;

    /** {@code nanoTime} reads the machine's monotonic clock. */
    SyncStreamer(Duration maxDuration, LongSupplier nanoTime, SyncMeters meters) {
        this.maxDuration = maxDuration;
        this.nanoTime = nanoTime;
        this.meters = meters;
    }

    /**
     * Answers with the export, or for HEAD with its headers.
     *
     * @throws Refused if there is no such table, or nothing could be read before the first byte went out (C13, C14)
     * @throws CloseNowException after the first byte: the connection ends without the last chunk, so that no client takes the half
     *     file for a whole one
     */
    void stream(SyncExport export, HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseWithoutChunks(request);
        var measured = meters.start(export.route());
        try (var rows = open(export)) {
            var buffer = new byte[BUFFER_BYTES];
            int length = rows.read(buffer, 0, buffer.length);
            describe(export, response);
            if (HttpMethod.GET.matches(request.getMethod())) {
                copy(rows, buffer, length, measured.counting(response.getOutputStream()));
            }
            measured.succeeded();
        } catch (EngineException e) {
            throw failed(export, e, response);
        } finally {
            measured.stop();
        }
    }

    /** Without chunks a cut connection looks like the end of the file; HTTP/1.0 has none. */
    private static void refuseWithoutChunks(HttpServletRequest request) {
        if (request.getProtocol().compareTo(CHUNKED_SINCE) < 0) {
            throw new Refused(
                    new ErrorAnswer(
                            HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
                            "A synchronous export needs HTTP/1.1, where a cut connection can be told from the end of the file"));
        }
    }

    private ExportStream open(SyncExport export) {
        return ExportStream.openLive(export.source().file(), export.spec(), Deadline.after(maxDuration, nanoTime));
    }

    private static void describe(SyncExport export, HttpServletResponse response) {
        response.setContentType(export.spec().fileType().contentType());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, new Attachment(export.fileName()).header());
    }

    private static void copy(ExportStream rows, byte[] buffer, int firstLength, OutputStream out) throws IOException {
        for (int length = firstLength; length >= 0; length = rows.read(buffer, 0, buffer.length)) {
            out.write(buffer, 0, length);
        }
    }

    private static IOException failed(SyncExport export, EngineException e, HttpServletResponse response) {
        if (e.reason() == EngineException.Reason.UNKNOWN_TABLE) {
            throw Refused.notFound("Table '" + e.findTable().orElse("") + "' does not exist.");
        }
        log.warn(
                "synchronous export failed route={} database={} reason={} answered={} message={}",
                export.route(),
                export.source().name(),
                e.reason(),
                response.isCommitted() ? "connection cut" : "500",
                e.getMessage());
        if (!response.isCommitted()) {
            throw new Refused(new ErrorAnswer(HttpStatus.INTERNAL_SERVER_ERROR, export.failure()));
        }
        return new CloseNowException("export ended after its first byte", e);
    }
}
