package dev.tranche.storage.object;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Connects to the S3 servers of tests. */
final class S3TestStores {
    static final String BUCKET = "tranche-test";

    private S3TestStores() {}

    static S3ObjectStore connect(URI endpoint, S3Limits limits, S3Integrity integrity) {
        var settings = new S3Settings(BUCKET, endpoint.toString(), null, null);
        var credentials = AwsBasicCredentials.create(S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY);
        return connect(settings, limits, integrity, StaticCredentialsProvider.create(credentials));
    }

    static S3ObjectStore connect(
            S3Settings settings, S3Limits limits, S3Integrity integrity, AwsCredentialsProvider credentials) {
        var connection = S3Connection.open(settings, limits, credentials);
        return new S3ObjectStore(connection, String.valueOf(settings.bucket()), integrity);
    }
}
