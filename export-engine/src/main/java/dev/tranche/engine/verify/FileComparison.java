package dev.tranche.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A SQLite file, compared like the one that a script restores, and checked by SQLite as a whole. Its bytes are not compared: the
 * database's own are others as soon as somebody has written to it.
 */
final class FileComparison implements Comparison {
    private final ReceivedExport file;

    FileComparison(ReceivedExport file) {
        this.file = file;
    }

    @Override
    public void compare(Source source, List<String> tables) throws IOException, SQLException {
        try (InputStream in = file.open();
                var received = Restored.from(in)) {
            SchemaComparison.settings(source.database(), received.database());
            new SchemaComparison(Set.of()).texts(source.schema(), received.schema(), object -> true);
            var rows = new RowComparison(source, received);
            rows.tables(object -> true);
            rows.sequence(name -> true);
        }
    }

    @Override
    public String notCompared() {
        return "nothing left out";
    }
}
