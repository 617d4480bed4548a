CREATE TABLE t(x);
INSERT INTO t(rowid, x) VALUES(1, 'a'), (7, 'b'), (-3, 'c');
