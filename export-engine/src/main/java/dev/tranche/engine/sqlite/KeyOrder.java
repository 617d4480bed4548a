package dev.tranche.engine.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The order of keys in a table, as SQLite itself compares them: texts by the collations of the columns in the encoding of the database,
 * numbers of both kinds by their value. One thread.
 */
final class KeyOrder implements AutoCloseable {
    private final Database database;
    private final Reading.ByKey reading;
    private final Map<String, PreparedStatement> comparisons = new HashMap<>();

    KeyOrder(Database database, Reading.ByKey reading) {
        this.database = database;
        this.reading = reading;
    }

    /** How many values a key has. */
    int parts() {
        return reading.parts().size();
    }

    /** Whether a row of the one key comes behind a row of the other. */
    boolean isAfter(Key later, Key earlier) throws SQLException {
        for (int i = 0; i < parts(); i++) {
            Reading.ByKey.Part part = reading.parts().get(i);
            int compared = compare(
                    part.collation(), later.values().get(i), earlier.values().get(i));
            if (compared != 0) {
                return compared > 0 != part.descending();
            }
        }
        return false;
    }

    /** By parameters that say whether a value's bytes are a text, so that one statement does for all types. */
    private int compare(String collation, KeyValue one, KeyValue other) throws SQLException {
        PreparedStatement statement = comparison(collation);
        statement.setBoolean(1, one.isText());
        one.bind(statement, 2);
        statement.setBoolean(3, other.isText());
        other.bind(statement, 4);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private PreparedStatement comparison(String collation) throws SQLException {
        PreparedStatement statement = comparisons.get(collation);
        if (statement == null) {
            String one = "(+iif(?1, CAST(?2 AS TEXT), ?2) COLLATE " + Identifiers.quote(collation) + ")";
            String other = "+iif(?3, CAST(?4 AS TEXT), ?4)";
            statement = database.connection()
                    .prepareStatement("SELECT (" + one + " > " + other + ") - (" + one + " < " + other + ")");
            comparisons.put(collation, statement);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : comparisons.values()) {
            statement.close();
        }
        comparisons.clear();
    }
}
