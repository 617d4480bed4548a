package dev.tranche.storage.object;

import static dev.tranche.storage.object.S3Failures.required;
import static dev.tranche.storage.object.S3Failures.translating;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.object.ByteRange;
import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectFacts;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.ObjectStoreOperation;
import dev.tranche.model.object.OpenUpload;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

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

    S3ObjectStore(S3Connection connection, String bucket, S3Integrity integrity) {
        this.connection = connection;
        this.bucket = bucket;
        this.integrity = integrity;
    }

    @Override
    public Upload createUpload(NewObject object, PartSize partSize) {
        requireMinimum(object, partSize);
        var request = CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(object.key().value())
                .contentType(object.contentType())
                .contentDisposition(object.contentDisposition())
                .metadata(S3Marks.metadataOf(object.owner()));
        integrity.create(request);
        return call(ObjectStoreOperation.CREATE_UPLOAD, object.key(), () -> {
            var answer = connection.client().createMultipartUpload(request.build());
            return new Upload(object.key(), new UploadId(required(answer.uploadId(), "UploadId")));
        });
    }

    /** Said before the first byte; S3 itself would say it at Complete. */
    private void requireMinimum(NewObject object, PartSize partSize) {
        if (partSize.bytes() < integrity.minPartBytes()) {
            throw new ObjectStoreException(
                    ObjectStoreOperation.CREATE_UPLOAD,
                    object.key().value(),
                    Reason.REJECTED,
                    "EntityTooSmall",
                    "S3 wants parts of " + integrity.minPartBytes() + " bytes or more, not " + partSize.bytes());
        }
    }

    @Override
    public StoredPart uploadPart(Upload upload, Part part) {
        return call(ObjectStoreOperation.UPLOAD_PART, upload.key(), () -> {
            var request = UploadPartRequest.builder()
                    .bucket(bucket)
                    .key(upload.key().value())
                    .uploadId(upload.id().value())
                    .partNumber(part.number())
                    .contentLength(part.body().bytes());
            integrity.part(request, part);
            try (var body = new S3Body(part.body())) {
                var answer = connection.client().uploadPart(request.build(), body.toRequestBody());
                return part.storedAs(required(answer.eTag(), "ETag"));
            }
        });
    }

    @Override
    public void complete(Upload upload, List<StoredPart> parts) {
        var completed = parts.stream().map(S3ObjectStore::completed).toList();
        var request = CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(upload.key().value())
                .uploadId(upload.id().value())
                .multipartUpload(m -> m.parts(completed));
        integrity.complete(request, parts);
        try {
            call(
                    ObjectStoreOperation.COMPLETE,
                    upload.key(),
                    () -> connection.completing().completeMultipartUpload(request.build()));
        } catch (ObjectStoreException e) {
            throw e.retryCanHelp() && e.getCause() instanceof AwsServiceException ? unlessUploadIsGone(upload, e) : e;
        }
    }

    /** Ceph 16 answers Complete with status 500 for ever once the upload is gone, which P8 has to know. */
    private ObjectStoreException unlessUploadIsGone(Upload upload, ObjectStoreException failure) {
        try {
            boolean isThere = unlessGone(
                            ObjectStoreOperation.LIST_PARTS,
                            upload,
                            () -> connection
                                    .client()
                                    .listParts(r -> r.bucket(bucket)
                                            .key(upload.key().value())
                                            .uploadId(upload.id().value())
                                            .maxParts(1)))
                    .isPresent();
            return isThere
                    ? failure
                    : new ObjectStoreException(
                            failure.operation(), upload.key().value(), Reason.NO_SUCH_UPLOAD, failure.code(), failure);
        } catch (ObjectStoreException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private static CompletedPart completed(StoredPart part) {
        return CompletedPart.builder()
                .partNumber(part.number())
                .eTag(part.etag())
                .build();
    }

    @Override
    public void abort(Upload upload) {
        unlessGone(
                ObjectStoreOperation.ABORT,
                upload,
                () -> connection
                        .client()
                        .abortMultipartUpload(r -> r.bucket(bucket)
                                .key(upload.key().value())
                                .uploadId(upload.id().value())));
    }

    @Override
    public List<ListedPart> listParts(Upload upload) {
        return unlessGone(
                        ObjectStoreOperation.LIST_PARTS,
                        upload,
                        () -> connection
                                .client()
                                .listPartsPaginator(r -> r.bucket(bucket)
                                        .key(upload.key().value())
                                        .uploadId(upload.id().value()))
                                .parts()
                                .stream()
                                .map(S3ObjectStore::listed)
                                .toList())
                .orElse(List.of());
    }

    private static <T> Optional<T> unlessGone(ObjectStoreOperation operation, Upload upload, Supplier<T> call) {
        try {
            return Optional.of(call(operation, upload.key(), call));
        } catch (ObjectStoreException e) {
            if (e.reason() == Reason.NO_SUCH_UPLOAD) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ListedPart listed(software.amazon.awssdk.services.s3.model.Part part) {
        String crc64 = part.checksumCRC64NVME();
        return crc64 == null
                ? ListedPart.of(part.partNumber(), part.size(), part.eTag())
                : ListedPart.of(part.partNumber(), part.size(), part.eTag(), Crc64Nvme.parse(crc64));
    }

    @Override
    public List<OpenUpload> listUploads(ObjectKey key) {
        return listUploads(key.value()).stream()
                .filter(u -> u.upload().key().equals(key))
                .toList();
    }

    @Override
    public List<OpenUpload> listUploads() {
        return listUploads(ObjectKey.PREFIX);
    }

    private List<OpenUpload> listUploads(String prefix) {
        return translating(
                ObjectStoreOperation.LIST_UPLOADS,
                prefix,
                () ->
                        connection
                                .client()
                                .listMultipartUploadsPaginator(
                                        r -> r.bucket(bucket).prefix(prefix))
                                .uploads()
                                .stream()
                                .flatMap(S3ObjectStore::opened)
                                .toList());
    }

    private static Stream<OpenUpload> opened(MultipartUpload listed) {
        return ObjectKey.parse(listed.key())
                .map(key -> new Upload(key, new UploadId(listed.uploadId())))
                .map(upload -> new OpenUpload(upload, required(listed.initiated(), "Initiated")))
                .stream();
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
        call(
                ObjectStoreOperation.PUT,
                object.key(),
                () -> connection.client().putObject(request.build(), RequestBody.fromBytes(body)));
    }

    @Override
    public Optional<ObjectFacts> head(ObjectKey key) {
        return call(ObjectStoreOperation.HEAD, key, () -> {
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
        return call(
                ObjectStoreOperation.READ,
                key,
                () -> new S3Stream(connection.client().getObject(complete)));
    }

    @Override
    public Optional<URI> presign(ObjectKey key, Duration validFor) {
        return call(ObjectStoreOperation.PRESIGN, key, () -> {
            var presigned = connection
                    .presigner()
                    .presignGetObject(p -> p.signatureDuration(validFor)
                            .getObjectRequest(r -> r.bucket(bucket).key(key.value())));
            return Optional.of(URI.create(presigned.url().toString()));
        });
    }

    @Override
    public void delete(ObjectKey key) {
        call(
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

    private static <T> T call(ObjectStoreOperation operation, ObjectKey key, Supplier<T> call) {
        return translating(operation, key.value(), call);
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
