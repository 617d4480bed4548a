package dev.tranche.worker.chunk;

import dev.tranche.model.object.PartSize;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tranche.chunk.*}: how much of a job one delivery does.
 *
 * @param slice a chunk ends at the first full part after this time
 * @param partSize of every part but the last, unless a document needs larger ones (P18), such as {@code 16MiB}
 */
@ConfigurationProperties("tranche.chunk")
record ChunkSettings(
        @DefaultValue("2s") Duration slice,
        @DefaultValue("16MiB") String partSize) {
    private static final Duration MAX_SLICE = Duration.ofMinutes(1);
    private static final long MIN_PART_BYTES = 64L * 1024;

    ChunkSettings {
        if (slice.isNegative() || slice.compareTo(MAX_SLICE) > 0) {
            throw new IllegalArgumentException("tranche.chunk.slice must be 0s to 1m, was " + slice);
        }
        long bytes = ByteSize.parse("tranche.chunk.part-size", partSize);
        if (bytes < MIN_PART_BYTES || bytes > PartSize.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "tranche.chunk.part-size must be 64KiB to 5GiB (S3 takes no less than 5MiB), was " + partSize);
        }
    }

    PartSize parts() {
        return new PartSize(ByteSize.parse("tranche.chunk.part-size", partSize));
    }
}
