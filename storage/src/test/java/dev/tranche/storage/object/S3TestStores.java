package dev.tranche.storage.object;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Connects to the S3 servers of tests. */
final class S3TestStores {
    static final String BUCKET = "tranche-test";

    private S3TestStores() {}

    static S3ObjectStore connect(URI endpoint, S3Limits limits, S3Integrity integrity) {
        var settings = new S3Settings(BUCKET, endpoint.toString(), null, null);
        var credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY));
        return new S3ObjectStore(S3Connection.open(settings, limits, credentials), BUCKET, integrity);
    }
}
