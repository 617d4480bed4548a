package dev.tranche.engine.verify;

import dev.tranche.engine.format.UniqueNames;
import dev.tranche.engine.sqlite.Row;
import dev.tranche.model.job.CsvDialect;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares one table's text, for CSV and zip. One thread. */
final class CsvTable {
    private static final String NOT_COMPARED =
            "the schema, rowids, and storage classes that read alike, which CSV does not carry";

    /** {@code Double.parseDouble} takes more than the format writes, such as {@code 1d}. */
    private static final Pattern REAL = Pattern.compile("-?[0-9]+\\.[0-9]+([eE][+-]?[0-9]+)?");

    /** What makes a spreadsheet take a text for a formula, unless the guard puts an apostrophe before it. */
    private static final String FORMULA_BEGINNINGS = "=+-@\t\r\n＝＋－＠";

    private final CsvDialect dialect;
    private final CsvRecords records;

    CsvTable(CsvDialect dialect, InputStream in) {
        this.dialect = dialect;
        this.records = new CsvRecords(in, dialect);
    }

    /** What a file in this dialect cannot carry, in a few words. */
    static String notCompared(CsvDialect dialect) {
        return dialect.formulaGuard()
                ? NOT_COMPARED + "; apostrophes that were there before the guard's"
                : NOT_COMPARED;
    }

    /** Reads the header and all rows. */
    void compare(SourceRows rows) throws IOException, SQLException {
        List<String> header = records.header();
        List<String> names =
                UniqueNames.of(rows.columns().stream().map(this::written).toList());
        if (!header.equals(names)) {
            throw new Mismatch(
                    rows.where(),
                    "the columns " + Shown.text(String.join(",", names)),
                    Shown.text(String.join(",", header)));
        }
        while (rows.next()) {
            row(records.next(), rows);
        }
        if (!records.next().isEmpty()) {
            throw rows.oneMore();
        }
    }

    private void row(List<CsvRecords.Field> fields, SourceRows rows) throws SQLException {
        if (fields.isEmpty()) {
            throw rows.missing("the end of the table");
        }
        int columns = rows.names().size();
        if (fields.size() != columns) {
            throw rows.mismatch(columns + " fields", fields.size() + " fields");
        }
        for (int i = 0; i < columns; i++) {
            String text = fields.get(i).text();
            if (!isSame(text, rows.row(), i)) {
                throw rows.mismatch(i, shown(text));
            }
        }
    }

    private String shown(@Nullable String field) {
        if (field == null) {
            return dialect.nullText().isEmpty() ? "an empty field" : "NULL";
        }
        return "the field " + Shown.text(field);
    }

    private boolean isSame(@Nullable String field, Row row, int column) throws SQLException {
        int type = row.type(column);
        if (field == null || type == Row.NULL) {
            return field == null && type == Row.NULL;
        }
        return switch (type) {
            case Row.INTEGER -> field.equals(Long.toString(row.integer(column)));
            case Row.REAL -> isReal(field, row.real(column));
            case Row.TEXT -> field.equals(written(Texts.ofUtf8(row.text(column))));
            default -> field.equals(Base64.getEncoder().encodeToString(row.bytes(column)));
        };
    }

    private String written(String text) {
        boolean guarded = dialect.formulaGuard() && !text.isEmpty() && FORMULA_BEGINNINGS.indexOf(text.charAt(0)) >= 0;
        return guarded ? "'" + text : text;
    }

    private static boolean isReal(String field, double real) {
        if (Double.isInfinite(real)) {
            return field.equals(real > 0 ? "Inf" : "-Inf");
        }
        return REAL.matcher(field).matches() && Texts.sameBits(Double.parseDouble(field), real);
    }
}
