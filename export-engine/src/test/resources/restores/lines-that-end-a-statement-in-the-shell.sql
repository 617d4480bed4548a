-- The shell takes a line with a slash or the word go alone for a semicolon.
CREATE TABLE t(a, b AS (a
/
2), c DEFAULT (8
 / -- not the end
2), "
go
");
INSERT INTO t(a) VALUES('
/
'), (5);
CREATE VIEW halves AS SELECT a
/
2 AS half, 1 AS
go
FROM t;
CREATE VIEW dots AS SELECT 1 +
.5 AS dot;
CREATE INDEX i ON t(a
/
3);
