package dev.tranche.storage.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DatabasesTest {
    @TempDir
    Path folder;

    @Test
    void aConfiguredNameGivesAnAbsolutePathWhetherTheFileExistsOrNot() {
        with("tranche.databases.app.path=data/app.db")
                .run(context -> assertThat(context.getBean(Databases.class).find("app"))
                        .contains(Path.of("data/app.db").toAbsolutePath()));
    }

    @Test
    void aNameKeepsItsLettersDotsDashesAndUnderscores() {
        with(
                        "tranche.databases.My-App_2.path=/a.db",
                        "tranche.databases[my.dotted].path=/b.db",
                        "tranche.databases[with space].path=/c.db")
                .run(context -> assertThat(context.getBean(Databases.class).names())
                        .containsExactly("My-App_2", "my.dotted", "with space"));
    }

    @Test
    void aFileThatComesIntoTheFolderIsThereWithoutARestart() {
        with("tranche.databases-folder=" + folder).run(context -> {
            var databases = context.getBean(Databases.class);
            assertThat(databases.names()).isEmpty();
            touch("one.db");
            touch("two.sqlite");
            touch("three.sqlite3");
            touch("notes.txt");
            touch(".db");
            Files.createDirectory(folder.resolve("folder.db"));
            assertThat(databases.names()).containsExactly("one", "three", "two");
            assertThat(databases.find("two")).contains(folder.resolve("two.sqlite"));
            Files.delete(folder.resolve("one.db"));
            assertThat(databases.find("one")).isEmpty();
        });
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws IOException {
        var inner = Files.createDirectory(folder.resolve("inner"));
        touch("outside.db");
        with("tranche.databases-folder=" + inner)
                .run(context -> assertThat(context.getBean(Databases.class).find("../outside"))
                        .isEmpty());
    }

    @Test
    void theConfiguredFileHidesOneOfTheFolder() throws IOException {
        touch("app.db");
        with("tranche.databases-folder=" + folder, "tranche.databases.app.path=/other/app.db")
                .run(context ->
                        assertThat(context.getBean(Databases.class).find("app")).contains(Path.of("/other/app.db")));
    }

    @Test
    void aRequestThatNamesNoneMeansMainElseTheOnlyOne() {
        with("tranche.databases.a.path=/a.db", "tranche.databases.main.path=/m.db")
                .run(context -> assertThat(context.getBean(Databases.class).findDefault())
                        .contains("main"));
        with("tranche.databases.a.path=/a.db")
                .run(context -> assertThat(context.getBean(Databases.class).findDefault())
                        .contains("a"));
        with("tranche.databases.a.path=/a.db", "tranche.databases.b.path=/b.db")
                .run(context -> assertThat(context.getBean(Databases.class).findDefault())
                        .isEmpty());
    }

    @Test
    void anEmptyPathRefusesToStartNamingTheProperty() {
        with("tranche.databases.app.path=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("tranche.databases.app.path must be the path of a database file"));
    }

    private static ApplicationContextRunner with(String... properties) {
        return new ApplicationContextRunner()
                .withUserConfiguration(DatabasesConfiguration.class)
                .withPropertyValues(properties);
    }

    private void touch(String fileName) throws IOException {
        Files.createFile(folder.resolve(fileName));
    }
}
