package dev.tranche.storage.object;

import dev.tranche.model.checksum.Crc64Nvme;
import dev.tranche.model.checksum.Crc64NvmeSum;
import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.PartSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what is in a temporary file, part by part, from its bytes alone. Holds no state. */
final class FolderParts {
    private static final int BUFFER_BYTES = 64 * 1024;

    private FolderParts() {}

    static List<ListedPart> in(Path file, PartSize partSize) throws IOException {
        var parts = new ArrayList<ListedPart>();
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var part = next(in, 1, partSize);
            while (part.bytes() > 0) {
                parts.add(part);
                part = next(in, part.number() + 1, partSize);
            }
        }
        return List.copyOf(parts);
    }

    private static ListedPart next(InputStream in, int number, PartSize partSize) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        var sum = new Crc64NvmeSum();
        long left = partSize.bytes();
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                break;
            }
            sum.update(buffer, 0, n);
            left -= n;
        }
        Crc64Nvme crc = sum.toCrc();
        return ListedPart.of(number, partSize.bytes() - left, crc.text(), crc);
    }
}
