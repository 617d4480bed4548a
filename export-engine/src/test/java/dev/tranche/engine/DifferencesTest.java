package dev.tranche.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.engine.verify.Verdict;
import dev.tranche.model.job.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of change in an export is found and named (C50). */
class DifferencesTest {
    @TempDir
    Path folder;

    private Path database;

    @BeforeEach
    void create() throws Exception {
        database = OddDatabase.create(folder.resolve("main.db"));
    }

    /** In the texts, {@code ¶} stands for CR LF and {@code ⏎} for LF. */
    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            # a row missing
            SQL    | INSERT INTO "people" VALUES(5,'Bob',1.75,NULL);⏎ | - | table 'people', rowid 5: expected this row, found rowid 9
            SQL    | INSERT INTO "tags" VALUES('b',1);⏎ | - | table 'tags', key (INTEGER 1, TEXT 'b'): expected this row, found the end of the table
            JSON   | {"id":5,"name":"Bob","height":1.75,"photo":null},⏎ | - | table 'people', rowid 5, column 'id': expected INTEGER 5, found the number 9
            JSON   | ,⏎{"id":9,"name":"Eve","height":2.5,"photo":""} | - | table 'people', rowid 9: expected this row, found the end of the array
            NDJSON | {"table":"tags","row":{"tag":"b","n":1}}⏎ | - | table 'tags', key (INTEGER 1, TEXT 'b'): expected this row, found a row of table 'hidden'
            CSV    | 9,Eve,2.5,""¶ | - | table 'people', rowid 9: expected this row, found the end of the table
            # a value changed
            SQL    | 'Bob' | 'Rob' | table 'people', rowid 5, column 'name': expected TEXT 'Bob', found TEXT 'Rob'
            SQL    | 2.5 | 2.25 | table 'people', rowid 9, column 'height': expected REAL 2.5, found REAL 2.25
            JSON   | "Bob" | "Rob" | table 'people', rowid 5, column 'name': expected TEXT 'Bob', found the text 'Rob'
            JSON   | "AP8=" | "AP9=" | table 'people', rowid 3, column 'photo': expected BLOB X'00ff', found the text 'AP9='
            JSON   | 9e999 | 8e999999 | -
            JSON   | 4.9E-324 | 9.9E-324 | table 'odd "name", 😀', rowid 2, column 'b,c�d': expected REAL 4.9E-324, found the number 9.9E-324
            NDJSON | 2.5 | 2.25 | table 'people', rowid 9, column 'height': expected REAL 2.5, found the number 2.25
            CSV    | Bob | Rob | table 'people', rowid 5, column 'name': expected TEXT 'Bob', found the field 'Rob'
            CSV    | 2.5 | 2.25 | table 'people', rowid 9, column 'height': expected REAL 2.5, found the field '2.25'
            CSV    | 1.75 | 1.7d | table 'people', rowid 5, column 'height': expected REAL 1.75, found the field '1.7d'
            CSV    | AP8= | AP9= | table 'people', rowid 3, column 'photo': expected BLOB X'00ff', found the field 'AP9='
            # its type changed
            SQL    | 1.75 | '1.75x' | table 'people', rowid 5, column 'height': expected REAL 1.75, found TEXT '1.75x'
            SQL    | X'00ff' | '' | table 'people', rowid 3, column 'photo': expected BLOB X'00ff', found TEXT ''
            SQL    | VALUES(1,2,3) | VALUES(1,2.0,3) | table 'shadowed', row 1, column 'oid': expected INTEGER 2, found REAL 2.0
            JSON   | "id":5 | "id":"5" | table 'people', rowid 5, column 'id': expected INTEGER 5, found the text '5'
            JSON   | "id":5 | "id":5.0 | table 'people', rowid 5, column 'id': expected INTEGER 5, found the number 5.0
            JSON   | "photo":null | "photo":"" | table 'people', rowid 5, column 'photo': expected NULL, found the text ''
            JSON   | "photo":null | "photo":{} | table 'people', rowid 5, column 'photo': expected NULL, found an object
            JSON   | "photo":null | "photo":[] | table 'people', rowid 5, column 'photo': expected NULL, found an array
            JSON   | "photo":null | "photo":true | table 'people', rowid 5, column 'photo': expected NULL, found true
            CSV    | Bob,1.75, | Bob,1.75,"" | table 'people', rowid 5, column 'photo': expected NULL, found the field ''
            CSV    | 9,Eve,2.5,"" | 9,Eve,2.5, | table 'people', rowid 9, column 'photo': expected BLOB X'', found an empty field
            # a row added
            SQL    | INSERT INTO "tags" VALUES('b',1);⏎ | INSERT INTO "tags" VALUES('b',1);INSERT INTO "tags" VALUES('b',0);⏎ | table 'tags': expected no row after the 3 of the database, found one more row
            JSON   | "vacant":[] | "vacant":[{"a":1,"b":2}] | table 'vacant': expected no row after the 0 of the database, found one more row
            NDJSON | {"table":"search","row":{"body":"hello world"}}⏎ | {"table":"search","row":{"body":"hello world"}}⏎{}⏎ | the document: expected no line after the last row, found one more line
            CSV    | 9,Eve,2.5,""¶ | 9,Eve,2.5,""¶9,Eve,2.5,""¶ | table 'people': expected no row after the 3 of the database, found one more row
            # rows in another order, a rowid
            SQL    | VALUES(1,2,3);⏎INSERT INTO "shadowed" VALUES(0,0,0) | VALUES(0,0,0);⏎INSERT INTO "shadowed" VALUES(1,2,3) | table 'shadowed', row 1, column 'rowid': expected INTEGER 1, found INTEGER 0
            SQL    | VALUES(-4,'one') | VALUES(-5,'one') | table 'hidden', rowid -4: expected this row, found rowid -5
            JSON   | {"x":"one"},⏎{"x":"two"} | {"x":"two"},⏎{"x":"one"} | table 'hidden', rowid -4, column 'x': expected TEXT 'one', found the text 'two'
            CSV    | 5,Bob,1.75,¶9,Eve,2.5,"" | 9,Eve,2.5,""¶5,Bob,1.75, | table 'people', rowid 5, column 'id': expected INTEGER 5, found the field '9'
            # the schema, the settings
            SQL    | CREATE INDEX people_by_name ON people(name);⏎ | - | index 'people_by_name': expected it to exist, found none of its name
            SQL    | CREATE INDEX people_by_name ON people(name) | CREATE INDEX people_by_name ON people(name DESC) | index 'people_by_name': expected the statement 'CREATE INDEX people_by_name ON people(name)', found the statement 'CREATE INDEX people_by_name ON people(name DESC)'
            SQL    | CREATE VIEW tall | CREATE VIEW small AS SELECT 1;CREATE VIEW tall | view 'small': expected none of its name, found one
            SQL    | PRAGMA user_version=7;⏎ | - | PRAGMA user_version: expected 7, found 0
            SQL    | INSERT INTO sqlite_sequence VALUES('people',9) | INSERT INTO sqlite_sequence VALUES('people',8) | table 'sqlite_sequence': expected TEXT 'people': INTEGER 9, found TEXT 'people': INTEGER 8
            SQL    | INSERT INTO sqlite_sequence VALUES('people',9);⏎ | - | table 'sqlite_sequence': expected TEXT 'people': INTEGER 9, found no more rows
            JSON   | "vacant":[] | "nobody":[] | table 'vacant': expected a member of its name, found a member 'nobody'
            JSON   | "vacant":[] | "vacant":{} | table 'vacant': expected an array, found an object
            JSON   | "name":"Bob" | "nam":"Bob" | table 'people', rowid 5: expected a member 'name', found a member 'nam'
            JSON   | {"x":"one"} | {"x":"one","y":1} | table 'hidden', rowid -4: expected no more members, found a member 'y'
            JSON   | {"x":"one"} | 1 | table 'hidden', rowid -4: expected this row, found the number 1
            JSON   | ,⏎"search":[{"body":"hello world"}] | - | table 'search': expected a member of its name, found the end of the object
            JSON   | ,⏎"search":[{"body":"hello world"}]} | ,⏎"search":[{"body":"hello world"}],"x":[]} | the document: expected no more tables, found a member 'x'
            JSON   | "hello world"}]} | "hello world"}]}1 | the document: expected the end of the document, found the number 1
            NDJSON | "row":{"x":"one"} | "raw":{"x":"one"} | table 'hidden', rowid -4: expected a line with a row, found a member 'raw'
            NDJSON | {"table":"hidden","row":{"x":"one"}} | [] | table 'hidden', rowid -4: expected a line with its table, found an array
            NDJSON | {"table":"hidden","row":{"x":"one"}} | {"table":"hidden","row":{"x":"one"},"y":1} | table 'hidden', rowid -4: expected the end of the line, found a member 'y'
            CSV    | id,name,height,photo | id,nam,height,photo | table 'people': expected the columns 'id,name,height,photo', found 'id,nam,height,photo'
            CSV    | 5,Bob,1.75, | 5,Bob,1.75 | table 'people', rowid 5: expected 4 fields, found 3 fields
            # the format itself
            SQL    | COMMIT;⏎ | - | the end of the script: expected COMMIT before it, found an open transaction
            SQL    | VALUES(5,'Bob' | VALUES(5,5,'Bob' | statement *: expected a script that SQLite runs, found *5 values* at 'INSERT INTO "people" VALUES(5,5,'Bob',1.75,NULL);'
            SQL    | 'CREATE VIRTUAL TABLE search | 'CREATE VIRTUAL TABLES search | the restored database: expected a database that SQLite reads, found *malformed database schema (search)*
            SQL    | 'table','search','search' | 'tables','search','search' | *: expected a database that SQLite reads, found *
            SQL    | BEGIN TRANSACTION; | BEGIN TRANSACTION;ATTACH 'other.db' AS other; | statement 3: expected a script that SQLite runs, found *too many attached databases* at 'ATTACH 'other.db' AS other;'
            SQL    | COMMIT; | COMMIT;VACUUM INTO 'other.db'; | statement *: expected a script that SQLite runs, found *too many attached databases* at 'VACUUM INTO 'other.db';'
            JSON   | "name":"Bob" | "name":Bob | table 'people', rowid 5: expected a well-formed export, found Unrecognized token 'Bob'*
            CSV    | 5,Bob, | 5,B"b, | table 'people', rowid 5: expected a well-formed export, found a quote or line end in a field without quotes
            CSV    | Eve,2.5,""¶ | Eve,2.5,""x¶ | table 'people', rowid 9: expected a well-formed export, found a field that goes on behind its closing quote
            CSV    | 5,Bob,1.75,¶ | 5,Bob,1.75,⏎ | table 'people', rowid 5: expected a well-formed export, found a quote or line end in a field without quotes
            """)
    void aChangeIsFoundAndNamed_C50(ExportFormat format, String from, String to, String difference) throws Exception {
        // A single table's text shows what a zip would hide.
        boolean isCsv = format == ExportFormat.CSV;
        Path export = export(isCsv ? ExportSpec.one(format, "people") : ExportSpec.all(format));
        String text = Files.readString(export, UTF_8);
        assertThat(text).contains(visible(from));
        Files.writeString(export, text.replace(visible(from), to == null ? "" : visible(to)), UTF_8);

        Verdict verdict = isCsv ? verify(export, "people") : verify(export);

        if (difference == null) {
            assertThat(verdict).isInstanceOf(Verdict.Same.class);
        } else {
            String pattern = "\\Q" + difference.replace("*", "\\E.*\\Q") + "\\E";
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Different.class,
                            different ->
                                    assertThat(different.first().toString()).matches(pattern));
        }
    }

    private static String visible(String text) {
        return text.replace("¶", "\r\n").replace("⏎", "\n");
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aTruncatedExportIsFoundWhereverItEnds_C50(ExportFormat format) throws Exception {
        Path export = export(ExportSpec.all(format));
        byte[] whole = Files.readAllBytes(export);
        // What follows COMMIT in a script tells the connection that ran it only.
        int end = format == ExportFormat.SQL ? new String(whole, ISO_8859_1).indexOf("COMMIT;") : whole.length;
        for (int length = 0; length < end; length += 1 + end / 40) {
            Files.write(export, Arrays.copyOf(whole, length));
            assertThat(verify(export)).as("%d of %d bytes", length, end).isInstanceOf(Verdict.Different.class);
        }
    }

    @Test
    void aZipWithOneChangedRowIsFoundByItsContentOrItsChecksum() throws Exception {
        Path export = export(ExportSpec.all(ExportFormat.CSV));
        Databases.run(database, "UPDATE people SET name = 'Rob' WHERE name = 'Bob'");

        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first())
                                .hasToString(
                                        "table 'people', rowid 5, column 'name': expected TEXT 'Rob', found the field 'Bob'"));
    }

    @Test
    void aTableMoreOrLessInAZipIsFound() throws Exception {
        Path export = export(ExportSpec.all(ExportFormat.CSV));
        Databases.run(database, "ALTER TABLE tags RENAME TO labels");
        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first())
                                .hasToString(
                                        "table 'labels': expected an entry 'labels.csv', found an entry 'tags.csv'"));
        Databases.run(database, "ALTER TABLE labels RENAME TO tags; CREATE TABLE last(a)");
        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first())
                                .hasToString(
                                        "table 'last': expected an entry 'last.csv', found the end of the entries"));
        Databases.run(database, "DROP TABLE last; DROP TABLE search");
        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first())
                                .hasToString("the zip file: expected no more entries, found an entry 'search.csv'"));
    }

    /** Its reader would not see the index at all, so that only SQLite's own check can find it. */
    @Test
    void aSqliteFileWithADamagedIndexIsFound() throws Exception {
        Path export = export(ExportSpec.all(ExportFormat.SQLITE));
        Databases.run(
                export,
                "PRAGMA writable_schema = ON;"
                        + "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'vacant')"
                        + " WHERE name = 'people_by_name'");

        assertThat(verify(export))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first().toString())
                                .startsWith("PRAGMA integrity_check: expected ok, found "));
    }

    @Test
    void longValuesAreShownShort() throws Exception {
        Databases.run(database, "UPDATE people SET name = hex(zeroblob(500000)), photo = zeroblob(500000)");
        Path export = export(ExportSpec.one(ExportFormat.JSON, "people"));
        Databases.run(database, "UPDATE people SET name = 'A' || substr(name, 2)");
        assertDifferenceIsShort(export, "(1000000 bytes), found the text '000");
        Databases.run(database, "UPDATE people SET name = hex(zeroblob(500000)), photo = CAST(X'01' || photo AS BLOB)");
        assertDifferenceIsShort(export, "(500001 bytes), found the text 'AAA");
    }

    private void assertDifferenceIsShort(Path export, String part) {
        assertThat(verify(export, "people"))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.first().toString())
                                .contains(part)
                                .hasSizeLessThan(400));
    }

    private Path export(ExportSpec spec) throws Exception {
        return OddDatabase.export(database, spec);
    }

    private Verdict verify(Path export, String... tables) {
        return OddDatabase.verify(database, export, tables);
    }
}
