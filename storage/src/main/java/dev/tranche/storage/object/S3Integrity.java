package dev.tranche.storage.object;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartBody;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.StoredPart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * How a server is told what the bytes should be, so that it refuses what was damaged on the way. Every request is given
 * its checksum here, none is left to the SDK.
 */
enum S3Integrity {
    /**
     * AWS: CRC-64/NVME of each part and of the whole object, which AWS compares and keeps (P19). Source: Amazon S3 User
     * Guide, "Checking object integrity".
     */
    CRC64_NVME {
        @Override
        void create(CreateMultipartUploadRequest.Builder request) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME).checksumType(ChecksumType.FULL_OBJECT);
        }

        @Override
        void part(UploadPartRequest.Builder request, Part part) {
            request.checksumCRC64NVME(part.crc64().text());
        }

        @Override
        void complete(CompleteMultipartUploadRequest.Builder request, List<StoredPart> parts) {
            var whole = Crc64Nvme.EMPTY;
            long bytes = 0;
            for (var part : parts) {
                whole = whole.then(part.crc64(), part.bytes());
                bytes += part.bytes();
            }
            request.checksumType(ChecksumType.FULL_OBJECT)
                    .checksumCRC64NVME(whole.text())
                    .mpuObjectSize(bytes);
        }

        @Override
        void put(PutObjectRequest.Builder request, byte[] body) {
            request.checksumCRC64NVME(Crc64Nvme.of(body).text());
        }
    },

    /** Every other server: the header that the protocol had from the beginning, and nothing that an old one refuses. */
    CONTENT_MD5 {
        @Override
        void create(CreateMultipartUploadRequest.Builder request) {
            // Nothing to announce.
        }

        @Override
        void part(UploadPartRequest.Builder request, Part part) {
            request.contentMD5(md5(part.body()));
        }

        @Override
        void complete(CompleteMultipartUploadRequest.Builder request, List<StoredPart> parts) {
            // The parts were checked one by one.
        }

        @Override
        void put(PutObjectRequest.Builder request, byte[] body) {
            request.contentMD5(md5(PartBody.of(body)));
        }
    };

    static S3Integrity of(S3Settings settings) {
        return settings.isAws() ? CRC64_NVME : CONTENT_MD5;
    }

    /** The smallest part size that the server will accept at Complete, as far as that is known beforehand. */
    long minPartBytes() {
        return this == CRC64_NVME ? PartSize.S3_MIN_BYTES : 1;
    }

    abstract void create(CreateMultipartUploadRequest.Builder request);

    abstract void part(UploadPartRequest.Builder request, Part part);

    abstract void complete(CompleteMultipartUploadRequest.Builder request, List<StoredPart> parts);

    abstract void put(PutObjectRequest.Builder request, byte[] body);

    private static String md5(PartBody body) {
        try (var in = new DigestInputStream(body.open(), MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return Base64.getEncoder().encodeToString(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
