package dev.tranche.gateway.sync;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts tier 1 (C61): {@code tranche.sync.duration} by route and outcome, {@code tranche.sync.bytes} by route. Thread-safe. */
final class SyncMeters {
    private final MeterRegistry meters;

    SyncMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Starts the clock of one export. */
    Measured start(String route) {
        return new Measured(route, Timer.start(meters));
    }

    /** One export under way. Used by its thread alone. */
    final class Measured {
        private final String route;
        private final Timer.Sample sample;
        private String outcome = "failed";

        private Measured(String route, Timer.Sample sample) {
            this.route = route;
            this.sample = sample;
        }

        /** The stream, with what goes through it counted as it goes. */
        OutputStream counting(OutputStream out) {
            var bytes = Counter.builder("tranche.sync.bytes")
                    .description("Bytes sent by synchronous exports")
                    .baseUnit("bytes")
                    .tag("route", route)
                    .register(meters);
            return new FilterOutputStream(out) {
                @Override
                public void write(byte[] buffer, int offset, int length) throws IOException {
                    out.write(buffer, offset, length);
                    bytes.increment(length);
                }
            };
        }

        /** What {@link #stop} would otherwise call failed. */
        void succeeded() {
            outcome = "completed";
        }

        void stop() {
            sample.stop(Timer.builder("tranche.sync.duration")
                    .description("Time that synchronous exports took")
                    .tag("route", route)
                    .tag("outcome", outcome)
                    .register(meters));
        }
    }
}
