package dev.tranche.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A copy of what {@code deploy/compose/prepare} needs, where it ran. */
record PreparedCheckout(Path folder, String output) {
    private static final List<String> NEEDED = List.of(
            "deploy/compose/prepare", "deploy/compose/token", "deploy/compose/secrets/.gitignore", ".env.example");

    static PreparedCheckout in(Path folder) {
        try {
            for (String file : NEEDED) {
                Files.createDirectories(folder.resolve(file).getParent());
                Files.copy(ComposeFile.TOP.resolve(file), folder.resolve(file));
                folder.resolve(file).toFile().setExecutable(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PreparedCheckout(folder, new PreparedCheckout(folder, "").run("deploy/compose/prepare"));
    }

    /** Runs a script of the copy and returns what it printed. */
    String run(String... command) {
        try {
            var words = new ArrayList<>(List.of("sh"));
            words.addAll(List.of(command));
            var process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Path secrets() {
        return folder.resolve("deploy/compose/secrets");
    }

    String secret(String name) {
        try {
            return Files.readString(secrets().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
