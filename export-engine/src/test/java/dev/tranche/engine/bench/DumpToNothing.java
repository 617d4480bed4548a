package dev.tranche.engine.bench;

import dev.tranche.engine.Cursor;
import dev.tranche.engine.ExportPlan;
import dev.tranche.engine.ExportSpec;
import dev.tranche.engine.ExportStream;
import dev.tranche.model.job.ExportFormat;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Exports a file that nobody writes to and throws the bytes away, and prints the CPU that the whole JVM took for it. */
public final class DumpToNothing {
    private static final int BUFFER_BYTES = 1 << 20;

    private DumpToNothing() {}

    /** {@code DumpToNothing FILE FORMAT}. */
    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        ExportFormat format = ExportFormat.find(args[1]).orElseThrow();
        ExportPlan plan = ExportPlan.make(file, ExportSpec.all(format), Instant.parse("2024-01-01T00:00:00Z"));
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try (ExportStream stream = ExportStream.open(file, plan, Cursor.start(), List.of())) {
            for (int count = 0; count >= 0; count = stream.read(buffer, 0, buffer.length)) {
                bytes += count;
            }
        }
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(Locale.ROOT, "%s %d bytes %.2f s CPU%n", args[1], bytes, system.getProcessCpuTime() / 1e9);
    }
}
