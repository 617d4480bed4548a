package dev.tranche.storage.object;

import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.ObjectStoreOperation;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Translates what the SDK throws, once for every call. Holds no state. Codes are from the Amazon S3 API Reference,
 * "Error responses".
 */
final class S3Failures {
    /** Refusals that end by themselves: damage on the way, a clock, a token about to be renewed, a collision. */
    private static final Set<String> PASSING = Set.of(
            "BadDigest",
            "ExpiredToken",
            "IncompleteBody",
            "InternalError",
            "OperationAborted",
            "RequestTimeTooSkewed",
            "RequestTimeout",
            "ServiceUnavailable",
            "SlowDown",
            "TooManyRequests",
            "XAmzContentSHA256Mismatch");

    /** Where Ceph 16 says NoSuchKey of an upload. */
    private static final Set<ObjectStoreOperation> ON_UPLOADS = EnumSet.of(
            ObjectStoreOperation.UPLOAD_PART,
            ObjectStoreOperation.COMPLETE,
            ObjectStoreOperation.ABORT,
            ObjectStoreOperation.LIST_PARTS);

    private S3Failures() {}

    static <T> T translating(ObjectStoreOperation operation, ObjectKey key, Supplier<T> call) {
        return translating(operation, key.value(), call);
    }

    static <T> T translating(ObjectStoreOperation operation, String subject, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw new ObjectStoreException(operation, subject, reason(operation, e), code(e), e);
        } catch (AbortedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(operation, subject, e);
        } catch (SdkException | UncheckedIOException e) {
            throw unanswered(operation, subject, e);
        }
    }

    /** What a server of S3's protocol always answers; one that does not is treated like one that did not answer. */
    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw SdkClientException.create("the answer has no " + name);
        }
        return value;
    }

    private static ObjectStoreException unanswered(ObjectStoreOperation operation, String subject, Exception e) {
        return new ObjectStoreException(
                operation, subject, Reason.UNAVAILABLE, e.getClass().getSimpleName(), e);
    }

    private static Reason reason(ObjectStoreOperation operation, AwsServiceException e) {
        String code = code(e);
        if (code.equals("NoSuchUpload")) {
            return Reason.NO_SUCH_UPLOAD;
        }
        if (code.equals("NoSuchKey")) {
            return ON_UPLOADS.contains(operation) ? Reason.NO_SUCH_UPLOAD : Reason.OBJECT_NOT_FOUND;
        }
        if (code.equals("InvalidPart") || code.equals("InvalidPartOrder")) {
            return Reason.INVALID_PART;
        }
        return isPassing(e.statusCode()) || PASSING.contains(code) ? Reason.UNAVAILABLE : Reason.REJECTED;
    }

    /** An error under status 200 is Complete's late one, which is nobody's fault. */
    private static boolean isPassing(int status) {
        return status < 300 || status == 408 || status == 429 || status >= 500;
    }

    /** An answer to HEAD has no body, so there only the status is known. */
    private static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null || code.isBlank() ? "HTTP " + e.statusCode() : code;
    }
}
