package dev.tranche.storage.object;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * {@code tranche.s3.*}: which bucket of which S3. Credentials come from the SDK's own chain.
 *
 * @param bucket null where the environment's {@code EXPORT_BUCKET} or the folder store has to do
 * @param endpoint null for AWS
 * @param region null for the SDK's own chain on AWS, and for {@code us-east-1} elsewhere
 * @param pathStyle whether the bucket stands in the path instead of the host name; null for the usual way: in the host
 *     name on AWS, in the path elsewhere
 */
record S3Settings(
        @Nullable String bucket,
        @Nullable String endpoint,
        @Nullable String region,
        @Nullable Boolean pathStyle) {
    /** Wider than AWS, since other stores allow more. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

    /** What most S3 servers other than AWS expect in a signature, R2 and Ceph among them. */
    private static final String REGION_ELSEWHERE = "us-east-1";

    S3Settings {
        bucket = StringUtils.hasText(bucket) ? bucket.strip() : null;
        endpoint = StringUtils.hasText(endpoint) ? endpoint.strip() : null;
        region = StringUtils.hasText(region) ? region.strip() : null;
        if (bucket != null && !BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("tranche.s3.bucket (or EXPORT_BUCKET) must be the name of a bucket, 3 to"
                    + " 255 letters, digits, full stops, hyphens and underscores, but is '" + bucket + "'");
        }
        if (endpoint != null) {
            check(endpoint);
        }
    }

    private static void check(String endpoint) {
        var uri = parse(endpoint);
        var scheme = uri.map(URI::getScheme).orElse("");
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web
                || uri.get().getHost() == null
                || uri.get().getUserInfo() != null
                || uri.get().getQuery() != null) {
            throw new IllegalArgumentException(
                    "tranche.s3.endpoint must be a URL such as https://s3.example.com, but is '" + endpoint + "'");
        }
    }

    private static Optional<URI> parse(String endpoint) {
        try {
            return Optional.of(URI.create(endpoint));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** These settings with that bucket, unless they name one. */
    S3Settings withDefaultBucket(@Nullable String other) {
        return bucket == null ? new S3Settings(other, endpoint, region, pathStyle) : this;
    }

    Optional<URI> endpointUri() {
        return Optional.ofNullable(endpoint).map(URI::create);
    }

    /** Empty leaves it to the SDK, which looks at the environment, the profile and the instance. */
    Optional<String> signingRegion() {
        return Optional.ofNullable(isAws() || region != null ? region : REGION_ELSEWHERE);
    }

    boolean usesPathStyle() {
        return pathStyle == null ? !isAws() : pathStyle;
    }

    /** Whether the newer parts of AWS's protocol may be used; other servers may refuse them. */
    boolean isAws() {
        return endpointUri().map(URI::getHost).map(S3Settings::isAwsHost).orElse(true);
    }

    private static boolean isAwsHost(String host) {
        return host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
    }
}
