package dev.tranche.engine.verify;

import dev.tranche.engine.sqlite.Row;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares one table's text, for CSV and zip. Stateless. */
final class CsvTable {
    static final String NOT_COMPARED =
            "the schema, rowids, and storage classes that read alike, which CSV does not carry";

    /** {@code Double.parseDouble} takes more than the format writes, such as {@code 1d}. */
    private static final Pattern REAL = Pattern.compile("-?[0-9]+\\.[0-9]+([eE][+-]?[0-9]+)?");

    private CsvTable() {}

    /** Reads the header and all rows. */
    static void compare(InputStream in, SourceRows rows) throws IOException, SQLException {
        var records = new CsvRecords(in);
        List<String> header =
                records.next().stream().map(f -> String.valueOf(f.text())).toList();
        if (!header.equals(rows.names())) {
            throw new Mismatch(
                    rows.where(),
                    "the columns " + Shown.text(String.join(",", rows.names())),
                    Shown.text(String.join(",", header)));
        }
        while (rows.next()) {
            row(records.next(), rows);
        }
        if (!records.next().isEmpty()) {
            throw rows.oneMore();
        }
    }

    private static void row(List<CsvRecords.Field> fields, SourceRows rows) throws SQLException {
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
                throw rows.mismatch(i, text == null ? "an empty field" : "the field " + Shown.text(text));
            }
        }
    }

    private static boolean isSame(@Nullable String field, Row row, int column) throws SQLException {
        int type = row.type(column);
        if (field == null || type == Row.NULL) {
            return field == null && type == Row.NULL;
        }
        return switch (type) {
            case Row.INTEGER -> field.equals(Long.toString(row.integer(column)));
            case Row.REAL -> isReal(field, row.real(column));
            case Row.TEXT -> field.equals(Texts.ofUtf8(row.text(column)));
            default -> field.equals(Base64.getEncoder().encodeToString(row.bytes(column)));
        };
    }

    private static boolean isReal(String field, double real) {
        if (Double.isInfinite(real)) {
            return field.equals(real > 0 ? "Inf" : "-Inf");
        }
        return REAL.matcher(field).matches() && Texts.sameBits(Double.parseDouble(field), real);
    }
}
