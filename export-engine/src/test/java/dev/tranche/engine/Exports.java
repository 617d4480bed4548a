package dev.tranche.engine;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Whole exports in memory, for tests. */
final class Exports {
    static final Instant TIME = Instant.parse("2026-11-22T10:20:30Z");

    private Exports() {}

    static byte[] ofSnapshot(Path snapshot, ExportSpec spec) {
        ExportPlan plan = ExportPlan.make(snapshot, spec, TIME);
        try (var stream = ExportStream.open(snapshot, plan, Cursor.start(), List.of())) {
            return rest(stream);
        }
    }

    static byte[] rest(ExportStream stream) {
        var content = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = 0; count >= 0; count = stream.read(buffer, 0, buffer.length)) {
            content.write(buffer, 0, count);
        }
        return content.toByteArray();
    }
}
