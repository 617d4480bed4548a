package dev.tranche.engine;

import dev.tranche.engine.verify.ReceivedExport;
import dev.tranche.engine.verify.Verdict;
import dev.tranche.engine.verify.Verification;
import dev.tranche.model.job.ExportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** A database with odd names and values in every kind of table, its exports, and what verifying them says. */
final class OddDatabase {
    private static final String SCRIPT = """
                PRAGMA user_version = 7;
                CREATE TABLE people(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, height REAL, photo BLOB);
                INSERT INTO people VALUES(3, 'Ada', 1.5, X'00FF'), (5, 'Bob', 1.75, NULL), (9, 'Eve', 2.5, X'');
                CREATE TABLE "odd ""name"", 😀"(a, a_2, "b,c
                d") ;
                INSERT INTO "odd ""name"", 😀" VALUES('', NULL, '"x",' || char(13, 10)), (9e999, -9e999, 5e-324);
                INSERT INTO "odd ""name"", 😀" VALUES(-9223372036854775808, 'n' || char(0) || 'l', CAST(X'61FF62' AS TEXT));
                CREATE TABLE tags(tag TEXT COLLATE NOCASE, n, PRIMARY KEY(n DESC, tag)) WITHOUT ROWID;
                INSERT INTO tags VALUES('b', 1), ('a', 2), ('B ', 2);
                CREATE TABLE hidden(x);
                INSERT INTO hidden(rowid, x) VALUES(-4, 'one'), (7, 'two');
                CREATE TABLE shadowed(rowid, oid, _rowid_);
                INSERT INTO shadowed VALUES(1, 2, 3), (0, 0, 0);
                CREATE TABLE vacant(a, b);
                CREATE INDEX people_by_name ON people(name);
                CREATE VIEW semicolons AS SELECT 1 - 1 / 1 /* ; * ; */ AS "a;", 'it''s;' -- ;
                  AS [b;], 3 AS `c;`;
                CREATE VIEW tall AS SELECT * FROM people WHERE height > 1.6;
                CREATE TRIGGER greet AFTER INSERT ON people BEGIN
                  UPDATE hidden SET x = 'hi; there'; DELETE FROM vacant; END;
                CREATE VIRTUAL TABLE search USING fts5(body);
                INSERT INTO search VALUES('hello world');
                """;

    private OddDatabase() {}

    static Path create(Path file) throws SQLException {
        return Databases.run(file, SCRIPT);
    }

    /** The export as a file beside the database. */
    static Path export(Path database, ExportSpec spec) throws IOException {
        var name = "export." + new ExportFile(spec.fileType(), spec.compression()).extension();
        return Files.write(database.resolveSibling(name), Exports.ofSnapshot(database, spec));
    }

    static Verdict verify(Path database, Path export, String... tables) {
        var file = new ReceivedExport(export, ReceivedExport.findType(export).orElseThrow());
        return new Verification(database, file, Set.of(tables)).run();
    }
}
