package dev.tranche.gateway.admission;

import dev.tranche.gateway.error.Refused;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.CsvDialect;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.FileType;
import dev.tranche.model.job.OnDamage;
import dev.tranche.model.job.SqlContent;
import java.util.Set;

/** Reads the members of a POST that say how the file is written (C24). Stateless. */
final class OptionsReader {
    /** Those of the body that are read here. */
    static final Set<String> MEMBERS = Set.of("compression", "schemaOnly", "dataOnly", "csv", "onDamage");

    private static final Set<String> CSV_MEMBERS = Set.of("delimiter", "nullText", "bom", "formulaGuard");

    private OptionsReader() {}

    /**
     * What was chosen.
     *
     * @throws Refused 400 naming the member that is wrong, or not for this kind of file
     */
    static ExportOptions read(OrderMembers members, FileType type) {
        return ExportOptions.DEFAULT
                .with(compression(members, type))
                .with(sqlContent(members, type.format()))
                .with(csv(members, type.format()))
                .with(onDamage(members, type.format()));
    }

    private static OnDamage onDamage(OrderMembers members, ExportFormat format) {
        var name = members.findText("onDamage");
        if (name.isEmpty()) {
            return OnDamage.FAIL;
        }
        var onDamage = OnDamage.find(name.get())
                .orElseThrow(() -> members.refused("onDamage", "must be one of " + OnDamage.allowed()));
        if (onDamage == OnDamage.SKIP && format == ExportFormat.SQLITE) {
            throw members.refused("onDamage", "must be fail with format sqlite, whose file is as the database is");
        }
        return onDamage;
    }

    private static Compression compression(OrderMembers members, FileType type) {
        var name = members.findText("compression");
        if (name.isEmpty()) {
            return Compression.NONE;
        }
        var compression = Compression.find(name.get())
                .orElseThrow(() -> Refused.badRequest(
                        "Unknown compression '" + name.get() + "'. Allowed compressions: " + Compression.allowed()));
        if (type == FileType.CSV_ZIP && compression != Compression.NONE) {
            throw members.refused(
                    "compression",
                    "must be none for a zip of CSV files, which is compressed already; name"
                            + " one table in 'tables' for a single CSV file");
        }
        return compression;
    }

    private static SqlContent sqlContent(OrderMembers members, ExportFormat format) {
        boolean schema = isTrueForSql(members, "schemaOnly", format);
        boolean data = isTrueForSql(members, "dataOnly", format);
        if (schema && data) {
            throw Refused.badRequest("'schemaOnly' and 'dataOnly' must not both be true");
        }
        if (schema) {
            return SqlContent.SCHEMA;
        }
        return data ? SqlContent.DATA : SqlContent.EVERYTHING;
    }

    private static boolean isTrueForSql(OrderMembers members, String name, ExportFormat format) {
        boolean isTrue = members.isTrue(name);
        if (isTrue && format != ExportFormat.SQL) {
            throw members.refused(name, "is for the format sql only");
        }
        return isTrue;
    }

    private static CsvDialect csv(OrderMembers members, ExportFormat format) {
        var given = members.findObject("csv");
        if (given.isEmpty()) {
            return CsvDialect.RFC_4180;
        }
        if (format != ExportFormat.CSV) {
            throw members.refused("csv", "is for the format csv only");
        }
        var csv = given.get();
        csv.requireOnly(CSV_MEMBERS);
        char delimiter = delimiter(csv);
        var dialect = CsvDialect.RFC_4180.withDelimiter(delimiter).withNullText(nullText(csv, delimiter));
        if (csv.isTrue("bom")) {
            dialect = dialect.withBom();
        }
        return csv.isTrue("formulaGuard") ? dialect.withFormulaGuard() : dialect;
    }

    private static char delimiter(OrderMembers csv) {
        String delimiter = csv.findText("delimiter").orElse(String.valueOf(CsvDialect.RFC_4180.delimiter()));
        if (delimiter.length() != 1 || !CsvDialect.DELIMITERS.contains(delimiter)) {
            throw csv.refused("delimiter", "must be one of , ; : | ^ ~ or a tab");
        }
        return delimiter.charAt(0);
    }

    private static String nullText(OrderMembers csv, char delimiter) {
        String text = csv.findText("nullText").orElse(CsvDialect.RFC_4180.nullText());
        if (!CsvDialect.isNullText(text, delimiter)) {
            throw csv.refused(
                    "nullText",
                    "must have at most " + CsvDialect.MAX_NULL_TEXT_CHARACTERS
                            + " characters, and no quote, delimiter or control character");
        }
        return text;
    }
}
