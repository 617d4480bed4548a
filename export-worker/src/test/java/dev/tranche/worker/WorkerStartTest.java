package dev.tranche.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.worker.spool.DeploymentMark;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a worker refuses to start without, and {@code --init-spool}. */
class WorkerStartTest {
    @TempDir
    Path home;

    @Test
    void c27AWorkerWithoutAnObjectStoreRefusesToStartAndSaysWhatToSet() {
        new ApplicationContextRunner()
                .withUserConfiguration(WorkerConfiguration.class)
                .withPropertyValues(
                        "tranche.spool-folder=" + home, "spring.datasource.url=jdbc:sqlite:" + home + "/jobs.db")
                .run(context -> {
                    assertThat(context).getFailure().isInstanceOf(WorkerCannotStart.class);
                    FailureAnalysis shown = new WorkerCannotStartAnalyzer().analyze(context.getStartupFailure());
                    assertThat(shown.getDescription()).contains("needs an object store");
                    assertThat(shown.getAction())
                            .contains("tranche.s3.bucket", "EXPORT_BUCKET", "tranche.objects-folder");
                });
    }

    @Test
    void aWorkerWithoutASpoolFolderRefusesToStartAndNamesTheProperty() {
        assertThatThrownBy(() -> SpoolInitialization.run(
                        "--spring.datasource.url=jdbc:sqlite:" + home.resolve("jobs.db"),
                        "--spring.main.banner-mode=off"))
                .hasStackTraceContaining("tranche.spool-folder must be a folder that all workers");
    }

    @Test
    void p22InitSpoolMakesTheFolderReadyOnceAndAgain() {
        for (int i = 0; i < 2; i++) {
            SpoolInitialization.run(
                    "--init-spool",
                    "--tranche.spool-folder=" + home.resolve("spool"),
                    "--spring.datasource.url=jdbc:sqlite:" + home.resolve("jobs.db"),
                    "--spring.main.banner-mode=off");
            assertThat(new DeploymentMark(home.resolve("spool")).look("another"))
                    .isEqualTo(DeploymentMark.State.FOREIGN);
        }
    }
}
