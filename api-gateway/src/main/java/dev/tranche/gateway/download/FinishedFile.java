package dev.tranche.gateway.download;

import dev.tranche.model.object.ByteRange;
import dev.tranche.model.object.ObjectFacts;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.store.Job;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.request.ServletWebRequest;

/** The object of one completed job, as HTTP sends it: whole, in part, or its headers alone. */
final class FinishedFile {
    /** Long enough to begin a download; one that has begun is not cut. */
    private static final Duration URL_VALID_FOR = Duration.ofMinutes(15);

    private final ObjectStore store;
    private final Job job;
    private final ObjectKey key;
    private final ObjectFacts facts;

    FinishedFile(ObjectStore store, Job job, ObjectFacts facts) {
        this.store = store;
        this.job = job;
        this.key = keyOf(job);
        this.facts = facts;
    }

    /** A completed job has one, also if only a later version understands what it was asked to do. */
    static ObjectKey keyOf(Job job) {
        return job.findObjectKey().orElseThrow();
    }

    /** A fresh URL of the store itself; empty where it has none. */
    Optional<URI> findUrl() {
        return store.presign(key, URL_VALID_FOR);
    }

    /** Answers with the file, or with 304 where the caller says that it has this version. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (new ServletWebRequest(request, response).checkNotModified(etag())) {
            return;
        }
        var range = RequestedRange.find(request, etag(), facts.bytes()).orElse(null);
        try (var content = open(request, range)) {
            describe(range, response);
            if (!HttpMethod.HEAD.matches(request.getMethod())) {
                copy(content, range == null ? facts.bytes() : range.bytes(), response);
            }
        } catch (ObjectStoreException e) {
            if (e.reason() == ObjectStoreException.Reason.OBJECT_NOT_FOUND) {
                throw FinishedFiles.gone();
            }
            throw e;
        }
    }

    private String etag() {
        return "\"" + facts.etag() + "\"";
    }

    /** Before any header, since only now shows whether the store gives the object. */
    private InputStream open(HttpServletRequest request, @Nullable ByteRange range) {
        if (HttpMethod.HEAD.matches(request.getMethod()) || facts.bytes() == 0) {
            return InputStream.nullInputStream();
        }
        return range == null ? store.read(key) : store.read(key, range);
    }

    private void describe(@Nullable ByteRange range, HttpServletResponse response) {
        response.setContentType(job.admission().request().contentType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + job.id() + "." + key.extension() + "\"");
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.ETAG, etag());
        if (range == null) {
            response.setContentLengthLong(facts.bytes());
        } else {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setContentLengthLong(range.bytes());
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes " + range.offset() + "-" + range.last() + "/" + facts.bytes());
        }
    }

    /**
     * @throws CloseNowException if the store fails half-way: the connection ends before Content-Length is reached, which every
     *     client notices
     */
    private void copy(InputStream content, long bytes, HttpServletResponse response) throws IOException {
        try {
            long sent = content.transferTo(response.getOutputStream());
            if (sent != bytes) {
                throw new CloseNowException("the object of " + job.id() + " ended at " + sent + " of " + bytes);
            }
        } catch (ObjectStoreException e) {
            throw new CloseNowException("the object store failed during the download of " + job.id(), e);
        }
    }
}
