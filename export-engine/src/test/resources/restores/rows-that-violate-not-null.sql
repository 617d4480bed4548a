-- A constraint written into the schema after the rows.
CREATE TABLE n(id INTEGER PRIMARY KEY, a TEXT, b INTEGER DEFAULT (1 NOT NULL), c CHECK(c NOT NULL OR b), "NOT NULL" TEXT, d AS (a NOT NULL));
INSERT INTO n(a, b, c, "NOT NULL") VALUES('x', 1, 2, 'y'), (NULL, NULL, 3, NULL), ('it''s', 1, 2, 'z');
CREATE TABLE m(a, b);
INSERT INTO m VALUES(NULL, 1), (2, 2);
CREATE VIRTUAL TABLE f USING fts5(x);
INSERT INTO f VALUES('text');
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE n(id INTEGER PRIMARY KEY, a TEXT CONSTRAINT named Not /* a comment */ NULL ON CONFLICT IGNORE, b INTEGER NOT NULL DEFAULT (1 NOT NULL), c CHECK(c NOT NULL OR b), "NOT NULL" TEXT not null, d AS (a NOT NULL))' WHERE name = 'n';
UPDATE sqlite_schema SET sql = 'CREATE TABLE m(a NOT NULL ON CONFLICT REPLACE, b NOT␍
NULL)' WHERE name = 'm';
PRAGMA writable_schema = OFF;
