package dev.tranche.gateway.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tranche.model.job.Damage;
import dev.tranche.model.job.TableSummary;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.store.Checkpoint;
import dev.tranche.model.store.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finished object holds, and the checksums by which anybody can prove that a copy of it is whole (C43). All of it was recorded
 * while the object was written; nothing is read again.
 */
record ManifestView(Result result) {
    /**
     * @param options null if only a later version understands them
     * @param snapshotAt the point in time that the export shows (C6)
     * @param engine fingerprint of the engine that wrote it
     * @param damaged whether some rows could not be read and are not in the file
     * @param warnings what the reader of the object should know, as in the status
     * @param tables those whose rows this format writes, in the object's order
     */
    record Result(
            String jobId,
            String database,
            String format,
            String compression,
            @Nullable OptionsView options,
            String snapshotAt,
            String engine,
            boolean damaged,
            List<String> warnings,
            ObjectFacts object,
            List<Table> tables,
            List<Part> parts) {}

    /** @param crc64nvme base64, as S3 has it in {@code x-amz-checksum-crc64nvme} */
    record ObjectFacts(long bytes, String crc64nvme) {}

    /**
     * @param firstByte offset in the object; for a zip of the entry's local header, with compression of the table's first
     *     member or frame, which has no text of any other table
     * @param bytes of the object; for a zip the entry's compressed data alone
     */
    record Table(
            String table,
            long rows,
            long firstByte,
            long bytes,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DamagedStretch> damage) {
        static Table of(TableSummary table) {
            return new Table(
                    table.table(),
                    table.rows(),
                    table.firstByte(),
                    table.bytes(),
                    table.damage().stream().map(DamagedStretch::of).toList());
        }
    }

    /**
     * Rows that could not be read.
     *
     * @param after the row before them, null at the table's start
     * @param upTo the last that they can be, null at the table's end
     * @param words SQLite's
     */
    record DamagedStretch(@Nullable String after, @Nullable String upTo, String words) {
        static DamagedStretch of(Damage damage) {
            return new DamagedStretch(orNull(damage.after()), orNull(damage.upTo()), damage.words());
        }

        private static @Nullable String orNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /** @param sha256 in hex, of the part's bytes alone */
    record Part(int number, long bytes, String sha256) {
        static Part of(StoredPart part) {
            return new Part(part.number(), part.bytes(), part.sha256().hex());
        }
    }

    /** @param job completed, so that it has a preparation and a checkpoint */
    static ManifestView of(Job job, List<TableSummary> tables, List<StoredPart> parts) {
        var request = job.admission().request();
        var preparation = job.findPreparation().orElseThrow();
        var uploaded = job.findCheckpoint().map(Checkpoint::uploaded).orElseThrow();
        return new ManifestView(new Result(
                job.id().value(),
                request.database(),
                request.words().format(),
                request.words().compression(),
                OptionsView.of(request).orElse(null),
                JobView.TIME.format(preparation.snapshot().takenAt()),
                preparation.plan().fingerprint(),
                tables.stream().anyMatch(table -> !table.damage().isEmpty()),
                job.warnings(),
                new ObjectFacts(uploaded.bytes(), uploaded.crc64().text()),
                tables.stream().map(Table::of).toList(),
                parts.stream().map(Part::of).toList()));
    }
}
