package dev.tranche.storage.object;

import dev.tranche.model.object.ObjectStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The object store bean, for gateway and worker to import: S3 if a bucket is named, else the folder. There is no bean
 * if neither is configured (C27).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObjectStoreSettings.class)
public class ObjectStoreConfiguration {
    private static final String BUCKET = "tranche.s3.bucket";
    private static final String BUCKET_BY_ENVIRONMENT = "EXPORT_BUCKET";
    private static final String FOLDER = "tranche.objects-folder";

    @Bean
    @Conditional(IsConfigured.class)
    ObjectStore objectStore(ObjectStoreSettings settings, Environment environment) {
        var s3 = settings.s3().withDefaultBucket(environment.getProperty(BUCKET_BY_ENVIRONMENT));
        if (s3.bucket() != null) {
            var credentials = DefaultCredentialsProvider.builder().build();
            var connection = S3Connection.open(s3, S3Limits.DEFAULT, credentials);
            return new S3ObjectStore(connection, s3.bucket(), S3Integrity.of(s3));
        }
        if (settings.objectsFolder() != null) {
            return new FolderObjectStore(Path.of(settings.objectsFolder()), new SecureRandom());
        }
        throw new IllegalStateException("the condition lets no such settings through");
    }

    /** Whether one of the three properties has a text. */
    static final class IsConfigured implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var environment = context.getEnvironment();
            return StringUtils.hasText(environment.getProperty(BUCKET))
                    || StringUtils.hasText(environment.getProperty(BUCKET_BY_ENVIRONMENT))
                    || StringUtils.hasText(environment.getProperty(FOLDER));
        }
    }
}
