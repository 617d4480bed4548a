package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The sqlite3 command of this machine, as the reader of scripts that people use. */
final class Sqlite3Shell {
    private Sqlite3Shell() {}

    /** Skips the test where the command is not installed. */
    static void assumeInstalled() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("sqlite3", "--version").start();
            version.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            abort("the sqlite3 command is not installed");
        }
    }

    /** Runs a script on a database and fails if the shell says anything. */
    static void run(Path database, Path script, String firstStatement) throws IOException, InterruptedException {
        Path said = Files.createTempFile(database.getParent(), "shell", ".txt");
        Process shell = new ProcessBuilder("sqlite3", "-batch", "-bail", "-cmd", firstStatement, database.toString())
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said, StandardCharsets.ISO_8859_1)).isEmpty();
        assertThat(shell.exitValue()).isZero();
    }
}
