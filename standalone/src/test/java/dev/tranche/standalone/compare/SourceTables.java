package dev.tranche.standalone.compare;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The database that was exported, table by table in the order in which exports write them. */
public final class SourceTables implements AutoCloseable {
    private final Connection connection;

    public SourceTables(Path file) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
    }

    /** The ordinary tables in the order of the schema. */
    public List<String> names() throws SQLException {
        var names = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT s.name FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main'
                        WHERE s.type = 'table' AND l.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                        ORDER BY s.rowid""")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The rows of a table in the order of its own b-tree. */
    Rows rows(String table) throws SQLException {
        return new Rows(connection, table);
    }

    /** Visits the rows of a table in the order of its own b-tree; how many there were. */
    public long forEachRow(String table, RowVisitor visitor) throws Exception {
        long count = 0;
        try (Rows rows = rows(table)) {
            for (List<Cell> row = rows.next(); !row.isEmpty(); row = rows.next()) {
                visitor.visit(row);
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Takes one row. */
    @FunctionalInterface
    public interface RowVisitor {
        void visit(List<Cell> row) throws Exception;
    }
}
