package dev.tranche.engine.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One query for the rows of a table in key order, from the start or after a key (P17). The key's columns come first in the
 * result, then those that were asked for.
 */
record Select(String sql, List<KeyValue> parameters) {
    /**
     * The queries whose results, one after another, are the rows after {@code after}: one, unless the key's directions
     * change, since SQLite compares row values in one direction only.
     */
    static List<Select> of(TableShape shape, List<Column> wanted, Optional<Key> after) {
        Reading reading = shape.reading();
        if (reading instanceof Reading.ByRowid byRowid) {
            return List.of(byRowid(shape, wanted, byRowid, after));
        }
        if (reading instanceof Reading.ByKey byKey) {
            return byKey(shape, wanted, byKey, after);
        }
        return List.of(byCount(shape, wanted, after));
    }

    private static Select byRowid(TableShape shape, List<Column> wanted, Reading.ByRowid reading, Optional<Key> after) {
        String rowid = Identifiers.quote(reading.name());
        String where = after.isPresent() ? " WHERE " + rowid + " > ?" : "";
        String sql = "SELECT " + rowid + ", " + names(wanted) + from(shape) + where + " ORDER BY " + rowid;
        return new Select(sql, after.map(Key::values).orElse(List.of()));
    }

    /** NOT INDEXED, since an index that covers all columns would be read in another order. */
    private static Select byCount(TableShape shape, List<Column> wanted, Optional<Key> after) {
        String sql = "SELECT " + names(wanted) + from(shape) + " NOT INDEXED LIMIT -1 OFFSET ?";
        return new Select(sql, after.orElse(Key.ofLong(0)).values());
    }

    private static List<Select> byKey(
            TableShape shape, List<Column> wanted, Reading.ByKey reading, Optional<Key> after) {
        List<Reading.ByKey.Part> parts = reading.parts();
        String keys = parts.stream().map(p -> Identifiers.quote(p.column())).collect(Collectors.joining(", "));
        String head = "SELECT " + keys + ", " + names(wanted) + from(shape);
        String order = " ORDER BY "
                + parts.stream()
                        .map(p -> compared(p) + (p.descending() ? " DESC" : ""))
                        .collect(Collectors.joining(", "));
        if (after.isEmpty()) {
            return List.of(new Select(head + order, List.of()));
        }
        List<KeyValue> values = after.get().values();
        var selects = new ArrayList<Select>();
        for (int end = parts.size(); end > 0; ) {
            int start = startOfRun(parts, end);
            String where = " WHERE " + equal(parts, values, start) + beyond(parts, values, start, end);
            selects.add(new Select(head + where + order, values.subList(0, end)));
            end = start;
        }
        return selects;
    }

    /** Where the columns of one direction that end at {@code end} begin. */
    private static int startOfRun(List<Reading.ByKey.Part> parts, int end) {
        int start = end - 1;
        while (start > 0
                && parts.get(start - 1).descending() == parts.get(end - 1).descending()) {
            start--;
        }
        return start;
    }

    private static String equal(List<Reading.ByKey.Part> parts, List<KeyValue> values, int count) {
        var sql = new StringBuilder();
        for (int i = 0; i < count; i++) {
            sql.append(compared(parts.get(i)))
                    .append(" = ")
                    .append(values.get(i).placeholder())
                    .append(" AND ");
        }
        return sql.toString();
    }

    private static String beyond(List<Reading.ByKey.Part> parts, List<KeyValue> values, int start, int end) {
        String columns =
                parts.subList(start, end).stream().map(Select::compared).collect(Collectors.joining(", "));
        String places =
                values.subList(start, end).stream().map(KeyValue::placeholder).collect(Collectors.joining(", "));
        String operator = parts.get(start).descending() ? " < " : " > ";
        return "(" + columns + ")" + operator + "(" + places + ")";
    }

    private static String compared(Reading.ByKey.Part part) {
        return Identifiers.quote(part.column()) + " COLLATE " + Identifiers.quote(part.collation());
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(c -> Identifiers.quote(c.name())).collect(Collectors.joining(", "));
    }

    private static String from(TableShape shape) {
        return " FROM main." + Identifiers.quote(shape.name());
    }

    PreparedStatement prepare(Database database) throws SQLException {
        PreparedStatement statement = database.connection().prepareStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).bind(statement, i + 1);
        }
        return statement;
    }
}
