package dev.tranche.model.object;

import dev.tranche.model.job.JobId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the object of a job is: {@code exports/{name}_{YYYYMMDD-HHmmss}_{id}.{ext}} (C53). The grammar has no second
 * slash, so a key can never lead out of its folder, and it contains the whole job id, so a key found in a listing says
 * which job it would belong to (P22).
 */
public record ObjectKey(String value) {
    /** What every key begins with; nothing outside of it is ever listed, read or deleted. */
    public static final String PREFIX = "exports/";

    private static final int MAX_NAME = 100;
    private static final Pattern GRAMMAR = Pattern.compile("exports/[A-Za-z0-9._-]{1,100}"
            + "_(?<time>\\d{8}-\\d{6})_(?<random>[a-z0-9]{12,40})\\.(?<extension>[a-z0-9][a-z0-9.]{0,29})");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");

    public ObjectKey {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an object key looks like exports/main_20240101-170000_k3v9q0x1m2n4.sql, not " + value);
        }
    }

    /** The key of an export of a whole database, or of several of its tables. {@code extension} as in {@code sql}. */
    public static ObjectKey ofDatabase(String database, JobId job, String extension) {
        return of(database, job, extension);
    }

    /** The key of an export of one table. {@code extension} as in {@code csv}. */
    public static ObjectKey ofTable(String database, String table, JobId job, String extension) {
        return of(database + "_" + table, job, extension);
    }

    private static ObjectKey of(String name, JobId job, String extension) {
        String safe = NOT_IN_NAMES.matcher(name).replaceAll("_");
        String cut = safe.substring(0, Math.min(safe.length(), MAX_NAME));
        return new ObjectKey(PREFIX + cut + "_" + job.timePart() + "_" + job.randomPart() + "." + extension);
    }

    /** The key that this text is, or empty where no job of ours could have it; for text from a listing. */
    public static Optional<ObjectKey> parse(String text) {
        return GRAMMAR.matcher(text).matches() ? Optional.of(new ObjectKey(text)) : Optional.empty();
    }

    /** The job that an object of this key would belong to. Whether it is ours, its row says (P22). */
    public JobId jobId() {
        var match = match();
        return new JobId("export_" + match.group("time") + "_" + match.group("random"));
    }

    /** What follows the first full stop after the job's random part, such as {@code sql} or {@code sql.gz}. */
    public String extension() {
        return match().group("extension");
    }

    /** The part after {@link #PREFIX}; never contains a slash. */
    public String fileName() {
        return value.substring(PREFIX.length());
    }

    private Matcher match() {
        var matcher = GRAMMAR.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalStateException("the constructor lets no such key through: " + value);
        }
        return matcher;
    }

    @Override
    public String toString() {
        return value;
    }
}
