-- As many columns as SQLite allows unless compiled otherwise: a query has no room for the rowid beside them, an INSERT has.
CREATE TABLE gaps(x);
CREATE TABLE named(x, id INTEGER PRIMARY KEY);
CREATE TABLE one_left(rowid, "OID");
CREATE TABLE none_left(rowid, oid, _rowid_);
CREATE TABLE computed(x NOT NULL);
CREATE TABLE strict_one(x ANY);
CREATE TABLE keyed(x PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE all_keyed(x PRIMARY KEY) WITHOUT ROWID;
PRAGMA writable_schema = ON;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000),
    more(first, list) AS (SELECT f.i, (SELECT group_concat(',c' || n.i, '') FROM n WHERE n.i >= f.i) FROM n AS f WHERE f.i <= 4)
UPDATE sqlite_schema SET sql = CASE name
    WHEN 'gaps' THEN 'CREATE TABLE gaps(x' || (SELECT list FROM more WHERE first = 2) || ')'
    WHEN 'named' THEN 'CREATE TABLE named(x' || (SELECT list FROM more WHERE first = 3) || ', id INTEGER PRIMARY KEY)'
    WHEN 'one_left' THEN 'CREATE TABLE one_left(rowid, "OID"' || (SELECT list FROM more WHERE first = 3) || ')'
    WHEN 'none_left' THEN 'CREATE TABLE none_left(rowid, oid, _rowid_' || (SELECT list FROM more WHERE first = 4) || ')'
    WHEN 'computed' THEN 'CREATE TABLE computed(x NOT NULL' || (SELECT list FROM more WHERE first = 4) || ', g AS (x || 1) NOT NULL, s AS (c4) STORED)'
    WHEN 'strict_one' THEN 'CREATE TABLE strict_one(x' || replace((SELECT list FROM more WHERE first = 2), ',', ' ANY,') || ' INT) STRICT'
    WHEN 'keyed' THEN 'CREATE TABLE keyed(x' || (SELECT list FROM more WHERE first = 2) || ', PRIMARY KEY(c2000, x DESC)) WITHOUT ROWID'
    WHEN 'all_keyed' THEN 'CREATE TABLE all_keyed(x' || replace((SELECT list FROM more WHERE first = 2), ',', ' DEFAULT 0,') || ', PRIMARY KEY(x DESC' || (SELECT list FROM more WHERE first = 2) || ')) WITHOUT ROWID'
    END WHERE type = 'table';
PRAGMA writable_schema = RESET;
INSERT INTO gaps(rowid, x, c2000) VALUES(1, 'a', 'z'), (2, 'b', NULL), (7, 'c', 1.5), (8, 'd', X'00'), (-5, 'e', 'last'), (9223372036854775807, 'f', 'very last');
CREATE INDEX narrow ON gaps(c3, x);
CREATE UNIQUE INDEX some ON gaps(c2000) WHERE c2000 > 'a';
CREATE TRIGGER on_gaps AFTER INSERT ON gaps BEGIN SELECT RAISE(FAIL, 'never'); END;
CREATE VIEW wider AS SELECT rowid, * FROM gaps;
INSERT INTO named(x, id) VALUES('a', 9), ('b', -9);
INSERT INTO one_left(_rowid_, rowid, c2000) VALUES(12, 'text', 1), (10, 'other', 2);
INSERT INTO none_left(rowid, c2000) VALUES(3, 'a'), (1, 'b');
INSERT INTO computed(rowid, x, c4) VALUES(4, 1, 'one'), (2, 'two', 2);
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', 'NULL') WHERE name = 'computed';
PRAGMA writable_schema = RESET;
INSERT INTO computed(rowid, x) VALUES(9, NULL);
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'NULL', 'NOT NULL') WHERE name = 'computed';
PRAGMA writable_schema = RESET;
INSERT INTO strict_one(oid, x, c2000) VALUES(100, 'a', 5), (50, 2, NULL);
INSERT INTO keyed(x, c2000) VALUES('a', 1), ('b', 2), ('c', 1);
INSERT INTO all_keyed(x, c2000) VALUES('a', 1), ('a', 2), ('b', -1);
