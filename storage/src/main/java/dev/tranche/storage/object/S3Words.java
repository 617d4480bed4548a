package dev.tranche.storage.object;

import static dev.tranche.storage.object.S3Failures.required;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.ObjectFacts;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.OpenUpload;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** Between the SDK's words and ours. Holds no state. */
final class S3Words {
    private S3Words() {}

    static CompletedPart completed(StoredPart part) {
        return CompletedPart.builder()
                .partNumber(part.number())
                .eTag(part.etag())
                .build();
    }

    static ListedPart listed(Part part) {
        String crc64 = part.checksumCRC64NVME();
        return crc64 == null
                ? ListedPart.of(part.partNumber(), part.size(), part.eTag())
                : ListedPart.of(part.partNumber(), part.size(), part.eTag(), Crc64Nvme.parse(crc64));
    }

    static Stream<OpenUpload> opened(MultipartUpload listed) {
        return ObjectKey.parse(listed.key())
                .map(key -> new Upload(key, new UploadId(listed.uploadId())))
                .map(upload -> new OpenUpload(upload, required(listed.initiated(), "Initiated")))
                .stream();
    }

    static ObjectFacts facts(HeadObjectResponse head) {
        return new ObjectFacts(
                required(head.contentLength(), "Content-Length"),
                required(head.eTag(), "ETag").replace("\"", ""),
                required(head.lastModified(), "Last-Modified"),
                S3Marks.provenanceOf(head.metadata()));
    }
}
