package dev.tranche.storage.object;

import static dev.tranche.storage.object.S3Failures.required;
import static dev.tranche.storage.object.S3Failures.translating;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.ObjectStoreOperation;
import dev.tranche.model.object.OpenUpload;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The multipart half of {@link S3ObjectStore}, which says what each method promises. Safe for use by many threads.
 */
final class S3Uploads {
    private final S3Connection connection;
    private final String bucket;
    private final S3Integrity integrity;

    S3Uploads(S3Connection connection, String bucket, S3Integrity integrity) {
        this.connection = connection;
        this.bucket = bucket;
        this.integrity = integrity;
    }

    Upload createUpload(NewObject object, PartSize partSize) {
        requireMinimum(object, partSize);
        var request = CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(object.key().value())
                .contentType(object.contentType())
                .contentDisposition(object.contentDisposition())
                .metadata(S3Marks.metadataOf(object.owner()));
        integrity.create(request);
        return translating(ObjectStoreOperation.CREATE_UPLOAD, object.key(), () -> {
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

    StoredPart uploadPart(Upload upload, Part part) {
        return translating(ObjectStoreOperation.UPLOAD_PART, upload.key(), () -> {
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

    void complete(Upload upload, List<StoredPart> parts) {
        var completed = parts.stream().map(S3Uploads::completed).toList();
        var request = CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(upload.key().value())
                .uploadId(upload.id().value())
                .multipartUpload(m -> m.parts(completed));
        integrity.complete(request, parts);
        try {
            translating(
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

    void abort(Upload upload) {
        unlessGone(
                ObjectStoreOperation.ABORT,
                upload,
                () -> connection
                        .client()
                        .abortMultipartUpload(r -> r.bucket(bucket)
                                .key(upload.key().value())
                                .uploadId(upload.id().value())));
    }

    List<ListedPart> listParts(Upload upload) {
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
                                .map(S3Uploads::listed)
                                .toList())
                .orElse(List.of());
    }

    private static <T> Optional<T> unlessGone(ObjectStoreOperation operation, Upload upload, Supplier<T> call) {
        try {
            return Optional.of(translating(operation, upload.key(), call));
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

    List<OpenUpload> listUploads(ObjectKey key) {
        return listUploads(key.value()).stream()
                .filter(u -> u.upload().key().equals(key))
                .toList();
    }

    List<OpenUpload> listUploads() {
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
                                .flatMap(S3Uploads::opened)
                                .toList());
    }

    private static Stream<OpenUpload> opened(MultipartUpload listed) {
        return ObjectKey.parse(listed.key())
                .map(key -> new Upload(key, new UploadId(listed.uploadId())))
                .map(upload -> new OpenUpload(upload, required(listed.initiated(), "Initiated")))
                .stream();
    }
}
