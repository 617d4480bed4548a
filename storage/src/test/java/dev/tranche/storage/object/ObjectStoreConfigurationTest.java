package dev.tranche.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.object.ObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ObjectStoreConfigurationTest {
    @TempDir
    private Path folder;

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(ObjectStoreConfiguration.class);

    private static String messageOf(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** C27 */
    @Test
    void withoutBucketAndFolderThereIsNoStore() {
        context.withPropertyValues("EXPORT_BUCKET=", "tranche.s3.bucket=", "tranche.objects-folder=")
                .run(c -> assertThat(c).doesNotHaveBean(ObjectStore.class));
        context.run(c -> assertThat(c).doesNotHaveBean(ObjectStore.class));
    }

    @Test
    void aFolderAloneGivesTheFolderStore() {
        context.withPropertyValues("tranche.objects-folder=" + folder.resolve("objects"))
                .run(c -> assertThat(c).getBean(ObjectStore.class).isInstanceOf(FolderObjectStore.class));
        assertThat(folder.resolve("objects/exports")).isDirectory();
    }

    @Test
    void aBucketWinsOverTheFolder() {
        context.withPropertyValues(
                        "tranche.s3.bucket=exports-bucket",
                        "tranche.s3.region=eu-central-1",
                        "tranche.objects-folder=" + folder.resolve("objects"))
                .run(c -> assertThat(c.getBean(ObjectStore.class)).hasToString("bucket exports-bucket"));
        assertThat(folder.resolve("objects")).doesNotExist();
    }

    @Test
    void theBucketMayComeFromTheEnvironmentAlone() {
        context.withPropertyValues("EXPORT_BUCKET=from-environment", "tranche.s3.endpoint=http://127.0.0.1:9")
                .run(c -> assertThat(c.getBean(ObjectStore.class)).hasToString("bucket from-environment"));
    }

    @Test
    void thePropertyWinsOverTheEnvironment() {
        context.withPropertyValues(
                        "EXPORT_BUCKET=from-environment",
                        "tranche.s3.bucket=from-property",
                        "tranche.s3.endpoint=http://127.0.0.1:9")
                .run(c -> assertThat(c.getBean(ObjectStore.class)).hasToString("bucket from-property"));
    }

    @Test
    void aWrongEndpointIsNamedWithItsPropertyAndValue() {
        for (String wrong : new String[] {"s3.example.com", "ftp://s3.example.com", "https://", "https://a b"}) {
            context.withPropertyValues("tranche.s3.bucket=bucket", "tranche.s3.endpoint=" + wrong)
                    .run(c -> assertThat(messageOf(c.getStartupFailure()))
                            .contains("tranche.s3.endpoint")
                            .contains("'" + wrong + "'"));
        }
    }

    @Test
    void aWrongBucketIsNamedWithItsPropertyAndValue() {
        context.withPropertyValues("EXPORT_BUCKET=s3://bucket", "tranche.s3.endpoint=http://127.0.0.1:9")
                .run(c -> assertThat(messageOf(c.getStartupFailure()))
                        .contains("EXPORT_BUCKET")
                        .contains("'s3://bucket'"));
    }

    @Test
    void aRegionThatNobodyTellsIsAskedFor() {
        context.withPropertyValues("tranche.s3.bucket=bucket")
                .withSystemProperties("aws.disableEc2Metadata=true", "aws.configFile=" + folder.resolve("none"))
                .run(c -> assertThat(c.getStartupFailure()).hasStackTraceContaining("tranche.s3.region must be"));
    }

    @Test
    void onlyAwsIsTreatedAsAws() {
        assertThat(new S3Settings("bucket", null, null, null).isAws()).isTrue();
        assertThat(new S3Settings("bucket", "https://s3.eu-west-1.amazonaws.com", null, null).isAws())
                .isTrue();
        assertThat(new S3Settings("bucket", "https://id.r2.cloudflarestorage.com", null, null).isAws())
                .isFalse();
        assertThat(new S3Settings("bucket", "https://amazonaws.com.example.org", null, null).isAws())
                .isFalse();
    }

    @Test
    void theBucketIsInThePathElsewhereAndInTheHostNameOnAwsUnlessSaid() {
        assertThat(new S3Settings("bucket", null, null, null).usesPathStyle()).isFalse();
        assertThat(new S3Settings("bucket", "http://127.0.0.1:9", null, null).usesPathStyle())
                .isTrue();
        assertThat(new S3Settings("bucket", "http://127.0.0.1:9", null, false).usesPathStyle())
                .isFalse();
    }

    @Test
    void aRegionIsAssumedElsewhereOnly() {
        assertThat(new S3Settings("bucket", null, null, null).signingRegion()).isEmpty();
        assertThat(new S3Settings("bucket", "http://127.0.0.1:9", null, null).signingRegion())
                .contains("us-east-1");
        assertThat(new S3Settings("bucket", "http://127.0.0.1:9", "auto", null).signingRegion())
                .contains("auto");
    }
}
