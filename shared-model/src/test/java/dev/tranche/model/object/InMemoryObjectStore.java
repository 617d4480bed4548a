package dev.tranche.model.object;

import dev.tranche.model.object.ObjectStoreException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An object store in a map that behaves like S3, for tests of what is above the port. Safe for use by many threads.
 * Keeps the same contract as the real ones.
 */
public final class InMemoryObjectStore implements ObjectStore {
    private record Piece(PartBody copy, StoredPart stored) {}

    private record Pending(NewObject object, Instant startedAt, NavigableMap<Integer, Piece> pieces) {}

    private record Kept(NewObject object, PartBody content, Instant storedAt) {}

    private final InstantSource clock;
    private final Map<Upload, Pending> uploads = new LinkedHashMap<>();
    private final Map<ObjectKey, Kept> objects = new LinkedHashMap<>();
    private Consumer<ObjectKey> deletions = key -> {};
    private int createdUploads;
    private int etagVersion;

    public InMemoryObjectStore(InstantSource clock) {
        this.clock = clock;
    }

    /** All ETags change now, as SSE-KMS does it between two listings (P8). */
    public synchronized void rewriteEtags() {
        etagVersion++;
    }

    /** From now on this observer is told of every deletion of an object, before it. */
    public synchronized void observeDeletions(Consumer<ObjectKey> observer) {
        deletions = observer;
    }

    /** How many uploads are open, for tests that nothing is left (I5). */
    public synchronized int openUploads() {
        return uploads.size();
    }

    /** Whether this upload is open. */
    public synchronized boolean isOpen(Upload upload) {
        return uploads.containsKey(upload);
    }

    /** The bytes of a finished object. */
    public synchronized Optional<byte[]> contentOf(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(o -> bytesOf(o.content()));
    }

    @Override
    public synchronized Upload createUpload(NewObject object, PartSize partSize) {
        createdUploads++;
        var upload = new Upload(object.key(), new UploadId("upload-" + createdUploads));
        uploads.put(upload, new Pending(object, clock.instant(), new TreeMap<>()));
        return upload;
    }

    @Override
    public synchronized StoredPart uploadPart(Upload upload, Part part) {
        var pending = pending(ObjectStoreOperation.UPLOAD_PART, upload);
        var copy = PartBody.of(bytesOf(part.body()));
        var stored = part.storedAs(part.crc64().text());
        pending.pieces().put(part.number(), new Piece(copy, stored));
        return stored.withEtag(currentEtag(stored));
    }

    private static byte[] bytesOf(PartBody body) {
        try (var in = body.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String currentEtag(StoredPart stored) {
        return stored.etag() + "-" + etagVersion;
    }

    private Pending pending(ObjectStoreOperation operation, Upload upload) {
        var pending = uploads.get(upload);
        if (pending == null) {
            throw new ObjectStoreException(
                    operation, upload.key().value(), Reason.NO_SUCH_UPLOAD, "NoSuchUpload", "no upload " + upload.id());
        }
        return pending;
    }

    @Override
    public synchronized void complete(Upload upload, List<StoredPart> parts) {
        var pending = pending(ObjectStoreOperation.COMPLETE, upload);
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            var piece = pending.pieces().get(part.number());
            if (piece == null || !currentEtag(piece.stored()).equals(part.etag())) {
                throw new ObjectStoreException(
                        ObjectStoreOperation.COMPLETE,
                        upload.key().value(),
                        Reason.INVALID_PART,
                        "InvalidPart",
                        "part " + part.number() + " is not here by that ETag");
            }
            whole.writeBytes(bytesOf(piece.copy()));
        }
        uploads.remove(upload);
        objects.put(upload.key(), new Kept(pending.object(), PartBody.of(whole.toByteArray()), clock.instant()));
    }

    @Override
    public synchronized void abort(Upload upload) {
        uploads.remove(upload);
    }

    @Override
    public synchronized List<ListedPart> listParts(Upload upload) {
        var pending = uploads.get(upload);
        if (pending == null) {
            return List.of();
        }
        return pending.pieces().values().stream()
                .map(Piece::stored)
                .map(p -> ListedPart.of(p.number(), p.bytes(), currentEtag(p), p.crc64()))
                .toList();
    }

    @Override
    public synchronized List<OpenUpload> listUploads(ObjectKey key) {
        return listUploads().stream().filter(u -> u.upload().key().equals(key)).toList();
    }

    @Override
    public synchronized List<OpenUpload> listUploads() {
        var open = new ArrayList<OpenUpload>();
        uploads.forEach((upload, pending) -> open.add(new OpenUpload(upload, pending.startedAt())));
        return List.copyOf(open);
    }

    @Override
    public synchronized void put(NewObject object, byte[] body) {
        objects.put(object.key(), new Kept(object, PartBody.of(body.clone()), clock.instant()));
    }

    @Override
    public synchronized Optional<ObjectFacts> head(ObjectKey key) {
        return Optional.ofNullable(objects.get(key))
                .map(o -> new ObjectFacts(
                        o.content().bytes(),
                        "memory-" + o.storedAt().toEpochMilli(),
                        o.storedAt(),
                        new Provenance.OwnedBy(o.object().owner())));
    }

    @Override
    public synchronized InputStream read(ObjectKey key) {
        return new ByteArrayInputStream(bytesOf(kept(key).content()));
    }

    @Override
    public synchronized InputStream read(ObjectKey key, ByteRange range) {
        return new ByteArrayInputStream(bytesOf(kept(key).content()), (int) range.offset(), (int) range.bytes());
    }

    private Kept kept(ObjectKey key) {
        var kept = objects.get(key);
        if (kept == null) {
            throw new ObjectStoreException(
                    ObjectStoreOperation.READ, key.value(), Reason.OBJECT_NOT_FOUND, "NoSuchKey", "no such object");
        }
        return kept;
    }

    @Override
    public synchronized Optional<URI> presign(ObjectKey key, Duration validFor) {
        return Optional.of(URI.create("https://objects.invalid/" + key + "?seconds=" + validFor.toSeconds()));
    }

    @Override
    public synchronized void delete(ObjectKey key) {
        if (objects.containsKey(key)) {
            deletions.accept(key);
        }
        objects.remove(key);
    }

    @Override
    public void check() {
        // A map is always there.
    }
}
