package dev.tranche.standalone.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The command line that compares an export with its database, as a person would run it, with little memory.
 *
 * @param said what it wrote, errors too
 */
public record VerifyProcess(int exitCode, String said) {
    /** Runs it to its end. */
    public static VerifyProcess run(Path database, Path export) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        RunnableJar.STANDALONE.file().toString(),
                        "verify",
                        "--database",
                        database.toString(),
                        "--export",
                        export.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new VerifyProcess(process.waitFor(), said);
    }
}
