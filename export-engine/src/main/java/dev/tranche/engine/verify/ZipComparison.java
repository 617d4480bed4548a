package dev.tranche.engine.verify;

import dev.tranche.engine.format.ZipEntryName;
import dev.tranche.engine.verify.Difference.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A zip of CSV files, read from front to back as a receiver of a stream would, checksums included; then its directory, which
 * other readers go by, is compared with what was read. Holds the directory.
 */
final class ZipComparison implements Comparison {
    private final ReceivedExport file;

    ZipComparison(ReceivedExport file) {
        this.file = file;
    }

    @Override
    public void compare(Source source, List<String> tables) throws IOException, SQLException {
        var entries = new ArrayList<ZipEntry>();
        try (InputStream in = file.open();
                var zip = new ZipInputStream(in)) {
            for (String table : tables) {
                String name = ZipEntryName.of(table, entries.size());
                source.compare(table, rows -> {
                    ZipEntry entry = next(zip);
                    if (entry == null) {
                        throw new Mismatch(rows.where(), named(name), "the end of the entries");
                    }
                    require(rows.where(), named(name), named(entry.getName()));
                    new CsvTable(file.options().csv(), zip).compare(rows);
                    entries.add(entry);
                });
            }
            ZipEntry more = next(zip);
            if (more != null) {
                throw new Mismatch(Where.ofDocument("the zip file"), "no more entries", named(more.getName()));
            }
        }
        directory(entries);
    }

    /** The next entry, null at the end. */
    private static @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw notDecoded(e);
        }
    }

    /** The JDK's readers say so of a name that they cannot decode. */
    private static Malformed notDecoded(IllegalArgumentException e) {
        return new Malformed("an entry's name that cannot be read, " + e.getMessage());
    }

    private void directory(List<ZipEntry> entries) throws IOException {
        try (var zip = new ZipFile(file.path().toFile())) {
            List<? extends ZipEntry> listed = Collections.list(zip.entries());
            var where = Where.ofDocument("the zip file's directory");
            require(where, entries.size() + " entries", listed.size() + " entries");
            for (int i = 0; i < entries.size(); i++) {
                require(where, described(entries.get(i)), described(listed.get(i)));
                content(zip, listed.get(i));
            }
        } catch (IllegalArgumentException e) {
            throw notDecoded(e);
        }
    }

    /** Reads the entry again from where the directory says that it is, which may be another one's place. */
    private static void content(ZipFile zip, ZipEntry entry) throws IOException {
        var crc = new CRC32();
        long size;
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            size = in.transferTo(OutputStream.nullOutputStream());
        }
        if (crc.getValue() != entry.getCrc() || size != entry.getSize()) {
            throw new Malformed("another content where the directory has entry " + Shown.text(entry.getName()));
        }
    }

    private static String described(ZipEntry entry) {
        return "entry %s of %d bytes in %d with CRC-32 %08x"
                .formatted(Shown.text(entry.getName()), entry.getSize(), entry.getCompressedSize(), entry.getCrc());
    }

    private static String named(String entry) {
        return "an entry " + Shown.text(entry);
    }

    private static void require(Where where, String expected, String found) {
        if (!found.equals(expected)) {
            throw new Mismatch(where, expected, found);
        }
    }

    @Override
    public String notCompared() {
        return CsvTable.notCompared(file.options().csv());
    }
}
