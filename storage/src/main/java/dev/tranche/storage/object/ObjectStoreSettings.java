package dev.tranche.storage.object;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Where finished exports go: {@code tranche.s3.*}, or {@code tranche.objects-folder} if there is no bucket.
 *
 * @param objectsFolder null for none; relative ones count from the working directory
 */
@ConfigurationProperties("tranche")
record ObjectStoreSettings(
        @Nullable String objectsFolder, @DefaultValue S3Settings s3) {
    ObjectStoreSettings {
        objectsFolder = StringUtils.hasText(objectsFolder) ? objectsFolder : null;
    }
}
