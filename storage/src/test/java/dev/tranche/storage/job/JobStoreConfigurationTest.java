package dev.tranche.storage.job;

import static dev.tranche.model.store.SampleJobs.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.JobStoreException;
import dev.tranche.model.store.SampleJobs;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

final class JobStoreConfigurationTest {
    @TempDir
    private Path folder;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(JobStoreConfiguration.class);

    private ApplicationContextRunner at(Object url) {
        return runner.withPropertyValues("spring.datasource.url=" + url);
    }

    @Test
    void aStoreInANewFileInANewFolderWorks() {
        var file = folder.resolve("new/folder/jobs.db");

        at("jdbc:sqlite:" + file).run(context -> {
            var store = context.getBean(JobStore.class);
            var id = new SampleJobs(store).committed();
            assertThat(store.find(id)).isPresent();
            assertThat(file).exists();
        });
    }

    @Test
    void aStoreFoundAgainIsTheSame() {
        var url = "jdbc:sqlite:" + folder.resolve("jobs.db");
        var first = new String[1];
        at(url).run(context -> {
            first[0] = context.getBean(JobStore.class).deploymentId();
            new SampleJobs(context.getBean(JobStore.class)).pending();
        });

        at(url).run(context -> {
            var store = context.getBean(JobStore.class);
            assertThat(store.deploymentId()).isEqualTo(first[0]);
            assertThat(store.live(10)).hasSize(1);
        });
    }

    @Test
    void theSettingsOfP21HoldWhateverTheUrlSays() {
        var url = "jdbc:sqlite:file:" + folder.resolve("jobs.db")
                + "?journal_mode=DELETE&synchronous=OFF&transaction_mode=DEFERRED&busy_timeout=1";

        at(url).run(context -> {
            var sql = new JdbcTemplate(context.getBean(DataSource.class));
            assertThat(sql.queryForObject("PRAGMA journal_mode", String.class)).isEqualTo("wal");
            assertThat(sql.queryForObject("PRAGMA synchronous", Integer.class)).isEqualTo(2);
            assertThat(sql.queryForObject("PRAGMA busy_timeout", Integer.class)).isEqualTo(10_000);
            assertThat(folder.resolve("jobs.db")).exists();
        });
    }

    @Test
    void theClockOfASqliteStoreIsThatOfTheProcess() {
        at("jdbc:sqlite:" + folder.resolve("jobs.db"))
                .withBean(InstantSource.class, () -> InstantSource.fixed(T0.plusNanos(1_999_999)))
                .run(context ->
                        assertThat(context.getBean(JobStore.class).now()).isEqualTo(T0.plusMillis(1)));
    }

    @Test
    void aMissingUrlIsNamed() {
        runner.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                    assertThat(e.getName()).isEqualTo("spring.datasource.url");
                    assertThat(e.getReason()).contains("jdbc:sqlite:").contains("jdbc:postgresql:");
                }));
    }

    @Test
    void aSqliteUrlThatNamesNoFileIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");

        assertThatRefused("jdbc:sqlite:", "must name a file");
        assertThatRefused("jdbc:sqlite::memory:", "must name a file");
        assertThatRefused(
                "jdbc:sqlite:file:x?mode=memory&cache=shared:memory:".replace("x", ":memory:"), "must name a file");
        assertThatRefused("jdbc:sqlite:" + folder, "folder");
        assertThatRefused("jdbc:sqlite:" + file.resolve("jobs.db"), "cannot be created");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndKept() throws IOException {
        var file = Files.writeString(folder.resolve("jobs.db"), "Dear diary, ".repeat(100));

        assertThatRefused("jdbc:sqlite:" + file, "not a database");

        assertThat(Files.readString(file)).startsWith("Dear diary");
    }

    private void assertThatRefused(String url, String reason) {
        at(url).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, e -> {
                    assertThat(e.getName()).isEqualTo("spring.datasource.url");
                    assertThat(e.getReason()).contains(reason);
                }));
    }

    @Test
    void aServerThatIsAwayAtTheStartFailsCallsAndNotTheStart() throws IOException {
        at("jdbc:postgresql://127.0.0.1:" + unusedPort() + "/tranche")
                .withPropertyValues("spring.datasource.hikari.connection-timeout=250")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var store = context.getBean(JobStore.class);
                    assertThatExceptionOfType(JobStoreException.class).isThrownBy(store::check);
                    assertThatExceptionOfType(JobStoreException.class).isThrownBy(store::now);
                });
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
