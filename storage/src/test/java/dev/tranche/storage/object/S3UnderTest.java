package dev.tranche.storage.object;

import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The server of {@link S3ObjectStoreIT}: the one that {@code -Dtranche.test.s3-endpoint} and
 * {@code -Dtranche.test.s3-bucket} name, with credentials from the SDK's chain and a bucket of which nobody needs the
 * uploads, or else S3Proxy in this JVM.
 */
record S3UnderTest(URI endpoint, String bucket, Runnable stop) implements AutoCloseable {
    private static final String ENDPOINT = "tranche.test.s3-endpoint";
    private static final String BUCKET = "tranche.test.s3-bucket";

    static S3UnderTest start(Path folder) {
        if (isGiven()) {
            return new S3UnderTest(
                    URI.create(System.getProperty(ENDPOINT)),
                    System.getProperty(BUCKET, S3TestStores.BUCKET),
                    S3UnderTest::nothing);
        }
        var proxy = S3ProxyServer.start(0, folder, S3TestStores.BUCKET).exportCredentials();
        return new S3UnderTest(proxy.endpoint(), S3TestStores.BUCKET, proxy::close);
    }

    static boolean isGiven() {
        return System.getProperty(ENDPOINT) != null;
    }

    private static void nothing() {
        // Whoever gave the server stops it.
    }

    S3ObjectStore connect(String bucketName, S3Integrity integrity) {
        var settings = new S3Settings(bucketName, endpoint.toString(), null, null);
        return S3TestStores.connect(
                settings,
                S3Limits.DEFAULT,
                integrity,
                DefaultCredentialsProvider.builder().build());
    }

    @Override
    public void close() {
        stop.run();
    }
}
