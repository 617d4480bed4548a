package dev.tranche.engine.verify;

import dev.tranche.engine.Deadline;
import dev.tranche.engine.ExportSpec;
import dev.tranche.engine.ExportStream;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import dev.tranche.model.job.SqlContent;
import java.io.InputStream;
import java.nio.file.Path;

/** The script that makes a database with the schema of another and no rows, for scripts that need one. One thread. */
final class SchemaScriptInput extends InputStream {
    private final ExportStream script;

    SchemaScriptInput(Path database) {
        var spec = ExportSpec.all(ExportFormat.SQL).with(ExportOptions.DEFAULT.with(SqlContent.SCHEMA));
        script = ExportStream.openLive(database, spec, Deadline.none());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return length == 0 ? 0 : script.read(buffer, offset, length);
    }

    @Override
    public void close() {
        script.close();
    }
}
