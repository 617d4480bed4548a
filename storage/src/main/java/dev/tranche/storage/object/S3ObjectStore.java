package dev.tranche.storage.object;

import static dev.tranche.storage.object.S3Failures.required;
import static dev.tranche.storage.object.S3Failures.translating;

import dev.tranche.model.object.ByteRange;
import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectFacts;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreOperation;
import dev.tranche.model.object.OpenUpload;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a bucket of AWS S3 or of a server that speaks its protocol (C53). The SDK repeats what failed in passing,
 * within {@link S3Limits}; what gets through to the caller is translated once, by {@link S3Failures}.
 *
 * <p>Safe for use by many threads. Never computes or compares an ETag.
 */
final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private static final int NOT_FOUND = 404;

    private final S3Connection connection;
    private final String bucket;
    private final S3Integrity integrity;
    private final S3Uploads uploads;

    S3ObjectStore(S3Connection connection, String bucket, S3Integrity integrity) {
        this.connection = connection;
        this.bucket = bucket;
        this.integrity = integrity;
        this.uploads = new S3Uploads(connection, bucket, integrity);
    }

    @Override
    public Upload createUpload(NewObject object, PartSize partSize) {
        return uploads.createUpload(object, partSize);
    }

    @Override
    public StoredPart uploadPart(Upload upload, Part part) {
        return uploads.uploadPart(upload, part);
    }

    @Override
    public void complete(Upload upload, List<StoredPart> parts) {
        uploads.complete(upload, parts);
    }

    @Override
    public void abort(Upload upload) {
        uploads.abort(upload);
    }

    @Override
    public List<ListedPart> listParts(Upload upload) {
        return uploads.listParts(upload);
    }

    @Override
    public List<OpenUpload> listUploads(ObjectKey key) {
        return uploads.listUploads(key);
    }

    @Override
    public List<OpenUpload> listUploads() {
        return uploads.listUploads();
    }

    @Override
    public void put(NewObject object, byte[] body) {
        var request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(object.key().value())
                .contentType(object.contentType())
                .contentDisposition(object.contentDisposition())
                .metadata(S3Marks.metadataOf(object.owner()));
        integrity.put(request, body);
        translating(
                ObjectStoreOperation.PUT,
                object.key(),
                () -> connection.client().putObject(request.build(), RequestBody.fromBytes(body)));
    }

    @Override
    public Optional<ObjectFacts> head(ObjectKey key) {
        return translating(ObjectStoreOperation.HEAD, key, () -> {
            try {
                return Optional.of(facts(
                        connection.client().headObject(r -> r.bucket(bucket).key(key.value()))));
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static ObjectFacts facts(HeadObjectResponse head) {
        return new ObjectFacts(
                required(head.contentLength(), "Content-Length"),
                required(head.eTag(), "ETag").replace("\"", ""),
                required(head.lastModified(), "Last-Modified"),
                S3Marks.provenanceOf(head.metadata()));
    }

    @Override
    public InputStream read(ObjectKey key) {
        return read(GetObjectRequest.builder(), key);
    }

    @Override
    public InputStream read(ObjectKey key, ByteRange range) {
        return read(GetObjectRequest.builder().range("bytes=" + range.offset() + "-" + range.last()), key);
    }

    private InputStream read(GetObjectRequest.Builder request, ObjectKey key) {
        var complete = request.bucket(bucket).key(key.value()).build();
        return translating(
                ObjectStoreOperation.READ,
                key,
                () -> new S3Stream(connection.client().getObject(complete)));
    }

    @Override
    public Optional<URI> presign(ObjectKey key, Duration validFor) {
        return translating(ObjectStoreOperation.PRESIGN, key, () -> {
            var presigned = connection
                    .presigner()
                    .presignGetObject(p -> p.signatureDuration(validFor)
                            .getObjectRequest(r -> r.bucket(bucket).key(key.value())));
            return Optional.of(URI.create(presigned.url().toString()));
        });
    }

    @Override
    public void delete(ObjectKey key) {
        translating(
                ObjectStoreOperation.DELETE,
                key,
                () -> connection.client().deleteObject(r -> r.bucket(bucket).key(key.value())));
    }

    @Override
    public void check() {
        translating(
                ObjectStoreOperation.CHECK,
                "bucket " + bucket,
                () -> connection.client().headBucket(r -> r.bucket(bucket)));
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return "bucket " + bucket;
    }
}
