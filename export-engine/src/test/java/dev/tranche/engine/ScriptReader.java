package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Those who run a script on an empty database, as people use them: many scripts in one process, which starts slowly. */
enum ScriptReader {
    JDBC {
        @Override
        void assumeInstalled() {
            // It is what the engine is made of.
        }

        @Override
        void load(List<Load> loads) throws SQLException, IOException {
            for (Load load : loads) {
                Databases.run(load.target, load.first + ";" + Files.readString(load.script));
            }
        }
    },
    SHELL {
        @Override
        void assumeInstalled() throws IOException, InterruptedException {
            assumeRuns("sqlite3", "--version");
        }

        @Override
        void load(List<Load> loads) throws IOException, InterruptedException {
            String commands = loads.stream()
                    .map(load -> ".print %1$s\n.open \"%1$s\"\nPRAGMA synchronous=OFF;\n%2$s;\n.read \"%3$s\"\n"
                            .formatted(load.target, load.first, load.script))
                    .collect(Collectors.joining());
            String targets = loads.stream().map(load -> load.target + "\n").collect(Collectors.joining());
            assertThat(run(commands, "sqlite3", "-batch", "-bail")).isEqualTo(targets);
        }
    },
    /** Opens the script as a text file, which turns CR LF and CR into LF. */
    PYTHON {
        @Override
        void assumeInstalled() throws IOException, InterruptedException {
            assumeRuns("python3", "-c", "import sqlite3");
        }

        @Override
        void load(List<Load> loads) throws IOException, InterruptedException {
            String lines = loads.stream()
                    .map(load -> load.target + "\t" + load.first + "\t" + load.script + "\n")
                    .collect(Collectors.joining());
            assertThat(run(lines, "python3", "-c", """
                    import sqlite3, sys
                    for line in sys.stdin:
                        target, first, script = line.rstrip('\\n').split('\\t')
                        try:
                            database = sqlite3.connect(target, isolation_level=None)
                            database.execute('PRAGMA synchronous=OFF')
                            database.execute(first)
                            with open(script, encoding='utf-8') as text:
                                database.executescript(text.read())
                            database.close()
                        except Exception as e:
                            print(script, e)
                    """)).isEmpty();
        }
    };

    /** A script, the file that it makes, and the statement that is run before it. */
    record Load(Path script, Path target, String first) {}

    /** Skips the test where the program is not installed. */
    abstract void assumeInstalled() throws IOException, InterruptedException;

    /** Runs the scripts; an assertion fails if the reader has a complaint about any. */
    abstract void load(List<Load> loads) throws SQLException, IOException, InterruptedException;

    private static void assumeRuns(String... command) throws IOException, InterruptedException {
        try {
            run("", command);
        } catch (IOException e) {
            abort(command[0] + " is not installed");
        }
    }

    /** What the program says to this input. */
    static String run(String input, String... command) throws IOException, InterruptedException {
        return run(input.getBytes(StandardCharsets.UTF_8), command);
    }

    /** The same with bytes that need not be text. */
    static String run(byte[] input, String... command) throws IOException, InterruptedException {
        Path in = Files.createTempFile("reader", ".in");
        Path out = Files.createTempFile("reader", ".out");
        try {
            Files.write(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            return Files.readString(out, StandardCharsets.ISO_8859_1);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
