package dev.tranche.storage.object;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
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
        return new S3Connection(
                client(settings, limits, credentials, limits.attempt(), limits.call()),
                client(settings, limits, credentials, limits.complete(), limits.complete()),
                presigner(settings, credentials));
    }

    private static S3Client client(
            S3Settings settings, S3Limits limits, AwsCredentialsProvider credentials, Duration attempt, Duration call) {
        var retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(limits.attempts())
                .build();
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .forcePathStyle(settings.usesPathStyle())
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
        settings.signingRegion().map(Region::of).ifPresent(builder::region);
        settings.endpointUri().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static S3Presigner presigner(S3Settings settings, AwsCredentialsProvider credentials) {
        var builder = S3Presigner.builder()
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.usesPathStyle())
                        .build());
        settings.signingRegion().map(Region::of).ifPresent(builder::region);
        settings.endpointUri().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public void close() {
        presigner.close();
        completing.close();
        client.close();
    }
}
