package dev.tranche.worker.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Holder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolFolderTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");
    private static final JobId OTHER = new JobId("export_20240101-170000_k3v9q0x1m2n4zz");
    private static final Holder HOLDER = new Holder("0123456789abcdef");

    @TempDir
    Path folder;

    @Test
    void aSnapshotsNameSaysWhoseItIsAndWhoMadeIt() {
        var file = SpoolFile.snapshot(new Claim(JOB, 0, HOLDER));

        assertThat(file.fileName()).isEqualTo("export_20240101-170000_k3v9q0x1m2n4.0123456789abcdef.db");
        assertThat(SpoolFile.parse(file.fileName())).contains(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".tranche-deployment",
                "notes.txt",
                "export_20240101-170000_k3v9q0x1m2n4.db",
                "export_20240101-170000_k3v9q0x1m2n4.0123.db",
                "export_2024_k3v9q0x1m2n4.0123456789abcdef.db"
            })
    void aFileThatNoJobCouldHaveIsNotSeen_P22(String foreign) throws Exception {
        Files.createFile(folder.resolve(foreign));

        assertThat(new SpoolFolder(folder).list()).isEmpty();
    }

    @Test
    void theFilesOfAJobAreFoundWithWhatSqliteKeepsBesideThem() throws Exception {
        var mine = SpoolFile.snapshot(new Claim(JOB, 0, HOLDER));
        var journal = new SpoolFile(JOB, HOLDER, "db-journal");
        var others = SpoolFile.snapshot(new Claim(OTHER, 0, HOLDER));
        for (SpoolFile file : new SpoolFile[] {mine, journal, others}) {
            Files.createFile(folder.resolve(file.fileName()));
        }
        var spool = new SpoolFolder(folder);

        assertThat(spool.list(JOB)).containsExactlyInAnyOrder(mine, journal);
        assertThat(spool.list()).containsExactlyInAnyOrder(mine, journal, others);
        assertThat(journal.goesWith(mine.fileName())).isTrue();
        assertThat(others.goesWith(mine.fileName())).isFalse();
    }

    @Test
    void aFileIsDeletedOnceAndASecondTimeIsHarmless() throws Exception {
        var file = SpoolFile.snapshot(new Claim(JOB, 0, HOLDER));
        Files.createFile(folder.resolve(file.fileName()));
        var spool = new SpoolFolder(folder);

        assertThat(spool.delete(file)).isTrue();
        assertThat(spool.delete(file)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }
}
