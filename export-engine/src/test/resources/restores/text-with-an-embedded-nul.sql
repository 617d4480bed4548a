CREATE TABLE t(x TEXT);
INSERT INTO t VALUES('a' || char(0) || 'b'), (char(0)), (char(0, 0) || 'x');
