package dev.tranche.model.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a job, {@code export_20240101-170000_k3v9q0x1m2n4…} (C26): UTC time of creation and a random part that
 * nobody can guess.
 */
public record JobId(String value) {
    private static final Pattern GRAMMAR = Pattern.compile("export_(\\d{8}-\\d{6})_([a-z0-9]{12,40})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** 20 letters of 36 are 103 bits: too many to guess, and no two jobs of one second will meet. */
    private static final int RANDOM_LETTERS = 20;

    public JobId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("a job id looks like export_20240101-170000_k3v9q0x1m2n4, not " + value);
        }
    }

    /** A new id. {@code random} must be a secure source, since an id is also what keeps strangers from guessing. */
    public static JobId create(Instant createdAt, RandomGenerator random) {
        var letters = new StringBuilder(RANDOM_LETTERS);
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new JobId("export_" + TIME.format(createdAt) + "_" + letters);
    }

    /** The id that this text is, or empty where it is none; for text that came from a caller. */
    public static Optional<JobId> parse(String text) {
        return GRAMMAR.matcher(text).matches() ? Optional.of(new JobId(text)) : Optional.empty();
    }

    /** The time part as it stands in the id and in object keys, {@code YYYYMMDD-HHmmss} in UTC. */
    public String timePart() {
        return value.substring("export_".length(), value.lastIndexOf('_'));
    }

    /** The random part, lower-case letters and digits. */
    public String randomPart() {
        return value.substring(value.lastIndexOf('_') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
