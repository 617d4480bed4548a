package dev.tranche.storage.object;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The SDK's clients for one bucket. Complete has a client of its own, since only its answer may take minutes of silence;
 * a read that stands still that long is dead.
 */
record S3Connection(S3Client client, S3Client completing, S3Presigner presigner) implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Downloads hold a connection each; more of them at once wait for one. */
    private static final int MAX_CONNECTIONS = 256;

    /** Credentials are the caller's to close. Needs no server yet. */
    static S3Connection open(S3Settings settings, S3Limits limits, AwsCredentialsProvider credentials) {
        var target = new Target(settings, region(settings), credentials);
        return new S3Connection(
                client(target, limits, limits.attempt(), limits.call()),
                client(target, limits, limits.complete(), limits.complete()),
                presigner(target));
    }

    private record Target(S3Settings settings, Region region, AwsCredentialsProvider credentials) {}

    private static Region region(S3Settings settings) {
        try {
            return settings.signingRegion()
                    .map(Region::of)
                    .orElseGet(() ->
                            DefaultAwsRegionProviderChain.builder().build().getRegion());
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "tranche.s3.region must be the bucket's region, such as eu-central-1, but is not set, and neither"
                            + " AWS_REGION nor a profile nor the instance tells one",
                    e);
        }
    }

    private static S3Client client(Target target, S3Limits limits, Duration attempt, Duration call) {
        var retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(limits.attempts())
                .build();
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(target.credentials())
                .region(target.region())
                .forcePathStyle(target.settings().usesPathStyle())
                // One signature over the body: Ceph 16 refuses an empty one in signed chunks. TLS leaves bodies
                // unsigned.
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                // Checksums are sent by S3Integrity, which knows them already; the SDK would read every body twice.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(c ->
                        c.retryStrategy(retries).apiCallAttemptTimeout(attempt).apiCallTimeout(call))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(attempt)
                        .maxConnections(MAX_CONNECTIONS)
                        .tcpKeepAlive(true));
        target.settings().endpointUri().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static S3Presigner presigner(Target target) {
        var builder = S3Presigner.builder()
                .credentialsProvider(target.credentials())
                .region(target.region())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(target.settings().usesPathStyle())
                        .build());
        target.settings().endpointUri().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public void close() {
        presigner.close();
        completing.close();
        client.close();
    }
}
