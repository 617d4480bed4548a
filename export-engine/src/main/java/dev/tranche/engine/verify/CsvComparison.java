package dev.tranche.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;

/** The CSV text of one table. */
final class CsvComparison implements Comparison {
    private final ReceivedExport file;

    CsvComparison(ReceivedExport file) {
        this.file = file;
    }

    @Override
    public void compare(Source source, List<String> tables) throws IOException, SQLException {
        try (InputStream in = file.open()) {
            source.compare(tables.get(0), new CsvTable(file.options().csv(), in)::compare);
        }
    }

    @Override
    public String notCompared() {
        return CsvTable.notCompared(file.options().csv());
    }
}
