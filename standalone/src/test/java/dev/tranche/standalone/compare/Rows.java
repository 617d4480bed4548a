package dev.tranche.standalone.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The rows of one table, one at a time. */
final class Rows implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final List<String> columns = new ArrayList<>();

    Rows(Connection connection, String table) throws SQLException {
        statement = connection.createStatement();
        // Without an index the scan follows the table's own b-tree, which is the order of exports.
        rows = statement.executeQuery("SELECT * FROM \"" + table.replace("\"", "\"\"") + "\" NOT INDEXED");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            columns.add(rows.getMetaData().getColumnName(i));
        }
    }

    /** The next row; empty at the end. */
    List<Cell> next() throws SQLException {
        var row = new ArrayList<Cell>();
        if (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
                row.add(new Cell(columns.get(i), rows.getObject(i + 1)));
            }
        }
        return row;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
