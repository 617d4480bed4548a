package dev.tranche.standalone.quickstart;

import dev.tranche.model.job.FileType;
import dev.tranche.model.job.JobId;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.standalone.sample.SampleDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the service, exports one database through its HTTP API, shows how that goes and where the file is, and leaves the
 * service running. Called by {@code ./quickstart}; the only package that writes to the terminal.
 */
public final class Quickstart {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String DATA_FOLDER = "tranche.data-folder";

    private final PrintStream out;
    private final ProgressLine.Style style;
    private final Function<List<String>, ConfigurableApplicationContext> service;
    private final LongSupplier nanos;

    /**
     * @param service starts the standalone service with these Spring arguments
     * @param nanos a reading that grows by one each nanosecond
     */
    public Quickstart(
            PrintStream out,
            ProgressLine.Style style,
            Function<List<String>, ConfigurableApplicationContext> service,
            LongSupplier nanos) {
        this.out = out;
        this.style = style;
        this.service = service;
        this.nanos = nanos;
    }

    /** Runs once. The exit code for the process; 0 also while the service goes on serving. */
    public int run(List<String> words) {
        try {
            var arguments = QuickstartArguments.parse(words);
            Path database = arguments.findDatabase().orElseGet(() -> sample(dataFolder(arguments)));
            String name = databaseName(database);
            var context = service.apply(arguments.springArguments(name, database));
            boolean completed = export(context, name);
            if (arguments.once()) {
                context.close();
            } else {
                out.println("Serving until Ctrl-C.");
            }
            return completed ? 0 : 1;
        } catch (QuickstartFailed e) {
            out.println("quickstart: " + e.getMessage());
            return 2;
        }
    }

    private static Path dataFolder(QuickstartArguments arguments) {
        return Path.of(arguments.findProperty(DATA_FOLDER).orElse("tranche-data"))
                .toAbsolutePath();
    }

    private Path sample(Path folder) {
        Path file = folder.resolve("sample.db");
        try {
            SampleDatabase.createIfMissing(file);
        } catch (IOException e) {
            throw new QuickstartFailed("there is no sample without a folder for it: " + e, e);
        }
        return file;
    }

    /** The file's name without its ending, in letters that need no escape in a property's name. */
    static String databaseName(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.(db|sqlite|sqlite3)$", "");
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private boolean export(ConfigurableApplicationContext context, String database) {
        var environment = context.getEnvironment();
        URI root = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
        var client = new ExportClient(root);
        out.println("Tranche is up at " + root + ". Exporting '" + database + "' as SQL:");
        long start = nanos.getAsLong();
        String jobId = client.start(database);
        JobView job = follow(client, jobId, start);
        if (!job.isCompleted()) {
            out.println("The job ended as " + job.status() + ": " + job.errorMessage());
            return false;
        }
        Path objects = Path.of(environment.getRequiredProperty("tranche.objects-folder"));
        var key = ObjectKey.ofDatabase(database, new JobId(jobId), FileType.SQL.extension());
        out.println(
                "  file      " + objects.resolve(key.value()).toAbsolutePath().normalize());
        out.println("  size      " + ProgressLine.size(job.bytesWritten()) + " in "
                + job.tables().total() + " tables");
        out.println("  status    " + root + "/export/jobs/" + jobId);
        out.println("  download  " + root + "/export/jobs/" + jobId + "/download");
        out.println("  metrics   " + root + "/actuator/prometheus");
        return true;
    }

    private JobView follow(ExportClient client, String jobId, long start) {
        var line = new ProgressLine(out, style);
        while (true) {
            JobView job = client.status(jobId);
            line.show(job, Duration.ofNanos(nanos.getAsLong() - start));
            if (job.hasEnded()) {
                line.end();
                return job;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
