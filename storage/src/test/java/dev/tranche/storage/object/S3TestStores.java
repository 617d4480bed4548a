package dev.tranche.storage.object;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Connects to the S3 servers of tests. */
final class S3TestStores {
    static final String BUCKET = "tranche-test";

    private S3TestStores() {}

    static S3ObjectStore connect(URI endpoint, S3Limits limits, S3Integrity integrity) {
        return connect(new S3Settings(BUCKET, endpoint.toString(), null, null), limits, integrity);
    }

    static S3ObjectStore connect(S3Settings settings, S3Limits limits, S3Integrity integrity) {
        var credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY));
        var connection = S3Connection.open(settings, limits, credentials);
        return new S3ObjectStore(connection, String.valueOf(settings.bucket()), integrity);
    }
}
