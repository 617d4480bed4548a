CREATE TABLE t(x);
INSERT INTO t VALUES(char(65279)), (char(65279) || 'x'), ('x' || char(65279)), (char(65534)), (char(65535));
