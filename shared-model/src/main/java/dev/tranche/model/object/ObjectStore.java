package dev.tranche.model.object;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where exports are kept: one object a job, written by a multipart upload (C53). The worker writes, the gateway reads,
 * the sweeper cleans. Implementations may be used by many threads at once.
 *
 * <p>Every call throws {@link ObjectStoreException} and nothing else when the store fails, each within a bounded time:
 * a part within 100 seconds, Complete within 3 minutes (P12). Nothing outside {@link ObjectKey#PREFIX} is ever touched.
 */
public interface ObjectStore {

    /**
     * Opens an upload. Twice makes two uploads; the one that no row names is swept (P22).
     *
     * @param partSize the size of every part but the last, which a store may need before the first one comes
     */
    Upload createUpload(NewObject object, PartSize partSize);

    /**
     * Stores one part; once it returns, the part survives a power failure (I2). Twice with the same bytes is harmless:
     * the last one counts. The bytes are read from the body anew for every attempt.
     *
     * @throws ObjectStoreException NO_SUCH_UPLOAD after Complete or abort, as far as the store notices
     */
    StoredPart uploadPart(Upload upload, Part part);

    /**
     * Makes the object of these parts, which must be all of them in the order of their numbers.
     *
     * @throws ObjectStoreException NO_SUCH_UPLOAD also when an earlier Complete succeeded, unless the store remembers
     *     that and returns again; INVALID_PART if the store has a part not like this; UNAVAILABLE leaves open whether the
     *     object is there (P8)
     */
    void complete(Upload upload, List<StoredPart> parts);

    /** Ends the upload and drops its parts; returns normally when it is gone already. */
    void abort(Upload upload);

    /** The parts that the store has of an upload, by number; empty also when the upload is gone. */
    List<ListedPart> listParts(Upload upload);

    /** The open uploads of one key. */
    List<OpenUpload> listUploads(ObjectKey key);

    /** The open uploads of every key that a job of ours could have; others under the prefix are left out (P22). */
    List<OpenUpload> listUploads();

    /** Stores a small object in one call, replacing one of the same key: a reader sees the old or the new one, whole. */
    void put(NewObject object, byte[] body);

    /** What is known about the object, or empty if there is none. */
    Optional<ObjectFacts> head(ObjectKey key);

    /**
     * The whole object as a stream, which the caller closes at any point, early too, at no further cost.
     *
     * @throws ObjectStoreException OBJECT_NOT_FOUND
     */
    InputStream read(ObjectKey key);

    /**
     * A stretch of the object, as above. It must lie within the object.
     *
     * @throws ObjectStoreException OBJECT_NOT_FOUND
     */
    InputStream read(ObjectKey key, ByteRange range);

    /** A URL that anyone may download the object with until {@code validFor} has passed; empty where there are none. */
    Optional<URI> presign(ObjectKey key, Duration validFor);

    /** Deletes the object; returns normally when there is none. */
    void delete(ObjectKey key);

    /** Returns normally if the store can be reached and used, for the health page and before a sweep (P12). */
    void check();
}
