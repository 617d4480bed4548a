package dev.tranche.model.job;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * How a file is written where its format leaves a choice (C24): the one place that a further choice is added to, together with
 * its name in {@link OptionTexts}. Everything that is kept or handed on about a job carries this record as a whole.
 *
 * @param compression of the file; none for a zip, which is compressed already
 * @param sqlContent what a script carries; {@code EVERYTHING} for other formats
 * @param csv how CSV is written; the default for other formats
 * @param onDamage what becomes of a table that cannot be read to its end
 */
public record ExportOptions(Compression compression, SqlContent sqlContent, CsvDialect csv, OnDamage onDamage) {
    /** What callers get who choose nothing. */
    public static final ExportOptions DEFAULT =
            new ExportOptions(Compression.NONE, SqlContent.EVERYTHING, CsvDialect.RFC_4180, OnDamage.FAIL);

    /**
     * As {@link #toTexts()} gave them.
     *
     * @throws IllegalArgumentException naming those that only a later version knows: the file must not be written as if they were
     *     not there
     */
    public static ExportOptions of(Map<String, String> texts) {
        var read = OptionTexts.read(texts);
        if (!read.unknown().isEmpty()) {
            throw new IllegalArgumentException("options that are not known here: " + String.join(", ", read.unknown()));
        }
        return read.options();
    }

    /** The names of those texts that this version does not know, or whose value it does not. */
    static SortedSet<String> unknown(Map<String, String> texts) {
        return OptionTexts.read(texts).unknown();
    }

    /** What differs from the default, besides the compression: texts by name, for a column or a plan; in the order of names. */
    public Map<String, String> toTexts() {
        return new TreeMap<>(OptionTexts.write(this));
    }

    /** With another compression. */
    public ExportOptions with(Compression other) {
        return new ExportOptions(other, sqlContent, csv, onDamage);
    }

    /** With other content of a script. */
    public ExportOptions with(SqlContent other) {
        return new ExportOptions(compression, other, csv, onDamage);
    }

    /** With CSV written otherwise. */
    public ExportOptions with(CsvDialect other) {
        return new ExportOptions(compression, sqlContent, other, onDamage);
    }

    /** With what cannot be read handled otherwise. */
    public ExportOptions with(OnDamage other) {
        return new ExportOptions(compression, sqlContent, csv, other);
    }

    /**
     * Checks that the choices are this format's.
     *
     * @throws IllegalArgumentException if one is another format's
     */
    public void requireFor(ExportFormat format) {
        if (sqlContent != SqlContent.EVERYTHING && format != ExportFormat.SQL) {
            throw new IllegalArgumentException(
                    format.wireName() + " is no script, whose " + sqlContent.wireName() + " alone could be asked for");
        }
        if (!csv.equals(CsvDialect.RFC_4180) && format != ExportFormat.CSV) {
            throw new IllegalArgumentException(format.wireName() + " has no CSV dialect");
        }
        if (onDamage == OnDamage.SKIP && format == ExportFormat.SQLITE) {
            throw new IllegalArgumentException("a damaged database's own file is damaged");
        }
    }
}
