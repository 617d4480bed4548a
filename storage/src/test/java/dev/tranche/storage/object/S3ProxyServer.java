package dev.tranche.storage.object;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * A server that speaks S3's protocol, for tests, on 127.0.0.1 only: S3Proxy over a folder, one bucket. Differs from S3 in
 * that it takes parts of aborted uploads.
 *
 * <p>To use it in another module, depend on this module's {@code test-jar} and on {@code org.gaul:s3proxy}, both in test
 * scope. As a process of its own, from a module's test class path:
 * {@code java -cp … dev.tranche.storage.object.S3ProxyServer PORT FOLDER BUCKET}; it serves until it is killed and keeps
 * what is in the folder.
 */
public final class S3ProxyServer implements AutoCloseable {
    /** For {@code aws.accessKeyId} or {@code AWS_ACCESS_KEY_ID}. */
    public static final String ACCESS_KEY = "tranche-test";

    /** For {@code aws.secretAccessKey} or {@code AWS_SECRET_ACCESS_KEY}; guards nothing. */
    public static final String SECRET_KEY = "tranche-test-secret";

    private final S3Proxy proxy;
    private final String bucket;

    private S3ProxyServer(S3Proxy proxy, String bucket) {
        this.proxy = proxy;
        this.bucket = bucket;
    }

    /**
     * Starts on that port, 0 for any free one.
     *
     * @param folder the bucket's folder is made in it
     */
    public static S3ProxyServer start(int port, Path folder, String bucket) {
        return start(S3Proxy.builder().endpoint(URI.create("http://127.0.0.1:" + port)), folder, bucket);
    }

    /** As above on any free port, with TLS alone: by the certificate and key in that file of Java's. */
    public static S3ProxyServer startWithTls(Path keyStore, String password, Path folder, String bucket) {
        var builder = S3Proxy.builder()
                .secureEndpoint(URI.create("https://127.0.0.1:0"))
                .keyStore(keyStore.toString(), password);
        return start(builder, folder, bucket);
    }

    private static S3ProxyServer start(S3Proxy.Builder builder, Path folder, String bucket) {
        var properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        properties.setProperty("jclouds.identity", ACCESS_KEY);
        properties.setProperty("jclouds.credential", SECRET_KEY);
        try {
            Files.createDirectories(folder.resolve(bucket));
            var proxy = builder.blobStore(BlobStores.create("filesystem", properties))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
            return new S3ProxyServer(proxy, bucket);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make " + folder, e);
        } catch (Exception e) { // S3Proxy.start declares no less
            throw new IllegalStateException("S3Proxy did not start", e);
        }
    }

    public URI endpoint() {
        return proxy.getSecurePort() > 0
                ? URI.create("https://127.0.0.1:" + proxy.getSecurePort())
                : URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    public String bucket() {
        return bucket;
    }

    /** Lets the SDK's chain of this JVM find the credentials. */
    public S3ProxyServer exportCredentials() {
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
        return this;
    }

    /** What gateway and worker need to use this bucket, as {@code key=value}, besides the credentials. */
    public List<String> properties() {
        return List.of("tranche.s3.bucket=" + bucket, "tranche.s3.endpoint=" + endpoint());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) { // S3Proxy.stop declares no less
            throw new IllegalStateException("S3Proxy did not stop", e);
        }
    }

    /** Arguments: port, folder, bucket. */
    public static void main(String[] arguments) {
        var server = start(Integer.parseInt(arguments[0]), Path.of(arguments[1]), arguments[2]);
        System.out.println("S3Proxy serves bucket " + server.bucket + " at " + server.endpoint());
    }
}
