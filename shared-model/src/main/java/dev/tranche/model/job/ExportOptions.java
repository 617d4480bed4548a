package dev.tranche.model.job;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a file is written where its format leaves a choice (C24): the one place that a further choice is added to, together with
 * its name in {@link OptionTexts}. Everything that is kept or handed on about a job carries this record as a whole.
 *
 * @param compression of the file; none for a zip, which is compressed already
 * @param sqlContent what a script carries; {@code EVERYTHING} for other formats
 * @param csv how CSV is written; the default for other formats
 * @param onDamage what becomes of a table that cannot be read to its end
 * @param unknown options that a later version has written, by name: whoever finds one must not write the file as if it were
 *     not there
 */
public record ExportOptions(
        Compression compression,
        SqlContent sqlContent,
        CsvDialect csv,
        OnDamage onDamage,
        Map<String, String> unknown) {
    /** What callers get who choose nothing. */
    public static final ExportOptions DEFAULT =
            new ExportOptions(Compression.NONE, SqlContent.EVERYTHING, CsvDialect.RFC_4180, OnDamage.FAIL, Map.of());

    public ExportOptions {
        unknown = Map.copyOf(unknown);
    }

    /** As {@link #toTexts()} gave them, or a later version's did. */
    public static ExportOptions of(Map<String, String> texts) {
        return OptionTexts.read(texts);
    }

    /** What differs from the default, besides the compression: texts by name, for a column or a plan; in the order of names. */
    public Map<String, String> toTexts() {
        return new TreeMap<>(OptionTexts.write(this));
    }

    /** With another compression. */
    public ExportOptions with(Compression other) {
        return new ExportOptions(other, sqlContent, csv, onDamage, unknown);
    }

    /** With other content of a script. */
    public ExportOptions with(SqlContent other) {
        return new ExportOptions(compression, other, csv, onDamage, unknown);
    }

    /** With CSV written otherwise. */
    public ExportOptions with(CsvDialect other) {
        return new ExportOptions(compression, sqlContent, other, onDamage, unknown);
    }

    /** With what cannot be read handled otherwise. */
    public ExportOptions with(OnDamage other) {
        return new ExportOptions(compression, sqlContent, csv, other, unknown);
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
