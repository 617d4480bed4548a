package dev.tranche.engine.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One query for the rows of a table in key order, from the start or after a key (P17); its result has {@link ResultColumns}.
 */
record Select(String sql, List<KeyValue> parameters) {
    private enum Edge {
        INCLUDED("="),
        EXCLUDED("");

        private final String sign;

        Edge(String sign) {
            this.sign = sign;
        }
    }

    /**
     * The queries whose results, one after another, are the rows after {@code after}. For a key of several columns these are
     * the rows that have all but the last in common with it, then all but the last two, and so on: each query finds its
     * first row by the index in any directions and collations, as row values do not.
     */
    static List<Select> of(TableShape shape, List<Column> wanted, Optional<Key> after) {
        Reading reading = shape.reading();
        if (reading instanceof Reading.ByRowid byRowid) {
            return List.of(byRowid(shape, wanted, byRowid, after));
        }
        if (reading instanceof Reading.ByKey byKey) {
            return after.map(key -> byKey(shape, wanted, key, Edge.EXCLUDED))
                    .orElseGet(() -> List.of(new Select(select(shape, wanted) + order(byKey.parts()), List.of())));
        }
        boolean hasRowid = reading instanceof Reading.ByCount byCount && byCount.hasRowid();
        return List.of(byCount(shape, wanted, hasRowid ? " NOT INDEXED" : "", after));
    }

    /**
     * The queries for the rows of a table, read by its key, from a row on. That row is found from behind, since SQLite would look for it in
     * the page before its own too, which may be damaged.
     */
    static List<Select> from(TableShape shape, List<Column> wanted, Key first) {
        Reading.ByKey reading = (Reading.ByKey) shape.reading();
        int last = reading.parts().size() - 1;
        KeyValue value = first.values().get(last);
        Reading.ByKey.Part part = reading.parts().get(last);
        Reading.ByKey.Part reversed = reading.reversed().parts().get(last);
        String where = " WHERE " + equal(reading.parts(), first.values(), last) + bound(part, value, Edge.INCLUDED)
                + " AND " + bound(reversed, value, Edge.INCLUDED);
        var values = new ArrayList<>(first.values());
        values.add(value);
        var selects = new ArrayList<Select>();
        selects.add(new Select(select(shape, wanted) + where + order(List.of(reversed)) + " LIMIT 1", values));
        selects.addAll(byKey(shape, wanted, first, Edge.EXCLUDED));
        return selects;
    }

    /** The queries for the rows of a table, read by its key, from the last one, or this one, down to the first. */
    static List<Select> backwards(TableShape shape, List<Column> wanted, Optional<Key> last) {
        TableShape reversed = shape.reversed();
        return last.map(key -> byKey(reversed, wanted, key, Edge.INCLUDED)).orElseGet(() -> of(reversed, wanted, last));
    }

    private static Select byRowid(TableShape shape, List<Column> wanted, Reading.ByRowid reading, Optional<Key> after) {
        String rowid = column(reading.name());
        String where = after.isPresent() ? " WHERE " + rowid + " > ?" : "";
        String sql = select(shape, wanted) + where + " ORDER BY " + rowid;
        return new Select(sql, after.map(Key::values).orElse(List.of()));
    }

    /** NOT INDEXED, since an index that covers all columns would be read in another order. */
    private static Select byCount(TableShape shape, List<Column> wanted, String hint, Optional<Key> after) {
        String sql = select(shape, wanted) + hint + " LIMIT -1 OFFSET ?";
        return new Select(sql, after.orElse(Key.ofLong(0)).values());
    }

    /** @param edge whether the row of that key is one of them */
    private static List<Select> byKey(TableShape shape, List<Column> wanted, Key after, Edge edge) {
        List<Reading.ByKey.Part> parts = ((Reading.ByKey) shape.reading()).parts();
        List<KeyValue> values = after.values();
        var selects = new ArrayList<Select>();
        for (int same = parts.size() - 1; same >= 0; same--) {
            Edge here = same == parts.size() - 1 ? edge : Edge.EXCLUDED;
            String where = " WHERE " + equal(parts, values, same) + bound(parts.get(same), values.get(same), here);
            String order = order(parts.subList(same, parts.size()));
            selects.add(new Select(select(shape, wanted) + where + order, values.subList(0, same + 1)));
        }
        return selects;
    }

    /** Without the columns that a query holds the same: named again they may make it sort. */
    private static String order(List<Reading.ByKey.Part> parts) {
        return " ORDER BY "
                + parts.stream()
                        .map(p -> compared(p) + (p.descending() ? " DESC" : ""))
                        .collect(Collectors.joining(", "));
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

    private static String bound(Reading.ByKey.Part part, KeyValue value, Edge edge) {
        return compared(part) + (part.descending() ? " <" : " >") + edge.sign + " " + value.placeholder();
    }

    private static String compared(Reading.ByKey.Part part) {
        return column(part.column()) + " COLLATE " + Identifiers.quote(part.collation());
    }

    private static String select(TableShape shape, List<Column> wanted) {
        return "SELECT " + new ResultColumns(shape, wanted).sql() + " FROM main." + Identifiers.quote(shape.name())
                + " AS t";
    }

    /** With its table, since SQLite takes a quoted name alone that no column has for a text, and says nothing. */
    static String column(String name) {
        return "t." + Identifiers.quote(name);
    }

    PreparedStatement prepare(Database database) throws SQLException {
        PreparedStatement statement = database.connection().prepareStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).bind(statement, i + 1);
        }
        return statement;
    }
}
