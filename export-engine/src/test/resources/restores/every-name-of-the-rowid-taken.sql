CREATE TABLE t(rowid, _rowid_ TEXT, oid);
INSERT INTO t VALUES(3, 'x', NULL), (1, 'y', 2), (NULL, NULL, NULL);
