-- A comment that its end of statement would be part of.
CREATE TABLE t(x);
INSERT INTO t VALUES(1);
CREATE INDEX i ON t(x) -- no line end
;
CREATE VIEW last AS SELECT 1 AS one /* never closed