package dev.tranche.storage.job;

import dev.tranche.model.job.JobId;
import dev.tranche.model.store.Claim;
import dev.tranche.model.store.Holder;
import dev.tranche.model.store.SampleJobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Another process on the same job store file, whose task is its first argument and whose output is one line for each thing that the
 * store has answered. It begins when it is told to, and can be killed at any moment.
 */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a JVM and waits until it has opened the store. */
    static OtherProcess start(String task, Path file) throws IOException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-cp", classPath, OtherProcess.class.getName(), task, file.toString());
        var other = new OtherProcess(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
        if (!other.nextLine().equals(Optional.of("ready"))) {
            throw new IllegalStateException("the other process did not start");
        }
        return other;
    }

    void go() throws IOException {
        var input = process.getOutputStream();
        input.write('\n');
        input.flush();
    }

    /** The next line, or empty at its end. */
    Optional<String> nextLine() {
        try {
            return Optional.ofNullable(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; what it has said before can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }

    public static void main(String[] arguments) throws IOException {
        try (var pool = JobStoreConfiguration.sqlitePool("jdbc:sqlite:" + arguments[1])) {
            var store = JdbcJobStore.onSqlite(pool, InstantSource.system());
            store.check();
            say("ready");
            if (System.in.read() == '\n') {
                switch (arguments[0]) {
                    case "claim" -> claimEveryJob(store);
                    case "commit" -> commitForEver(store);
                    default -> throw new IllegalArgumentException(arguments[0]);
                }
            }
        }
    }

    /** Tries to claim every live job, and says which it got. */
    private static void claimEveryJob(JdbcJobStore store) {
        var random = new SecureRandom();
        for (var job : store.live(Integer.MAX_VALUE)) {
            if (store.claim(new Claim(job.id(), 0, Holder.create(random)), store.now())) {
                say(job.id().value());
            }
        }
    }

    /** Commits one part after the other to the only live job, and says which. */
    private static void commitForEver(JdbcJobStore store) {
        var random = new SecureRandom();
        JobId id = store.live(1).get(0).id();
        for (int part = 1; part <= 10_000; part++) {
            var claim = new Claim(id, part, Holder.create(random));
            if (!store.claim(claim, store.now()) || !store.commit(claim, SampleJobs.commit(part, part), store.now())) {
                throw new IllegalStateException("the store refused part " + part);
            }
            say(String.valueOf(part));
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
