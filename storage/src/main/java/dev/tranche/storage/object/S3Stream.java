package dev.tranche.storage.object;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object as it comes from S3. Closing it before the end drops the connection; the SDK's own stream would read the
 * rest of the object first, which may be 100 GB. For one thread.
 */
final class S3Stream extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean atEnd;

    S3Stream(ResponseInputStream<GetObjectResponse> response) {
        super(response);
        this.response = response;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        atEnd |= b < 0;
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        atEnd |= n < 0;
        return n;
    }

    @Override
    public void close() throws IOException {
        if (!atEnd) {
            response.abort();
        }
        response.close();
    }
}
