package dev.tranche.storage.object;

import dev.tranche.model.object.PartBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Opens a part's body anew for each attempt of the SDK and closes what it opened; without copying it. For one call on
 * one thread.
 */
final class S3Body implements ContentStreamProvider, AutoCloseable {
    private final PartBody body;
    private @Nullable InputStream open;

    S3Body(PartBody body) {
        this.body = body;
    }

    RequestBody toRequestBody() {
        return RequestBody.fromContentProvider(this, body.bytes(), "application/octet-stream");
    }

    @Override
    public InputStream newStream() {
        close();
        try {
            var stream = body.open();
            open = stream;
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
