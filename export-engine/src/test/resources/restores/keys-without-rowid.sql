-- Composite keys in any direction, collation and storage class.
CREATE TABLE plain(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO plain VALUES(1, 'i'), ('1', 't'), (x'31', 'b'), (1.5, 'r'), ('', 'e'), (x'', 'eb'), (CAST(x'ff00' AS TEXT), 'invalid'), ('a' || char(0), 'nul');
CREATE TABLE mixed(a, b, c, v, PRIMARY KEY(a DESC, b, c DESC)) WITHOUT ROWID;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 63)
INSERT INTO mixed SELECT i / 16, i / 4 % 4, i % 4, 'v' || i FROM n;
CREATE TABLE folded(a TEXT COLLATE NOCASE, b TEXT COLLATE RTRIM, c TEXT, PRIMARY KEY(c, b DESC, a)) WITHOUT ROWID;
INSERT INTO folded VALUES('A', 'x ', 'c'), ('b', 'x', 'c'), ('C', 'y', 'c'), ('a', 'x', 'd');
CREATE TABLE other_collation(a TEXT COLLATE NOCASE, b, PRIMARY KEY(a COLLATE BINARY, b DESC)) WITHOUT ROWID;
INSERT INTO other_collation VALUES('a', 1), ('A', 1), ('a', 2), ('B', 1), ('b', 1);
CREATE TABLE typed(a INT, b REAL, c BLOB, d NUMERIC, PRIMARY KEY(d, c, b, a)) WITHOUT ROWID;
INSERT INTO typed VALUES(1, 1, '1', 'x'), (2, 1e300, 1, 2.5), ('t', 0.1, x'01', 9223372036854775807), (4, 5e-324, 'z', -9e999);
