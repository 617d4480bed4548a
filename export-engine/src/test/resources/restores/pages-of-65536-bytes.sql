PRAGMA page_size = 65536;
PRAGMA auto_vacuum = FULL;
CREATE TABLE t(x);
INSERT INTO t VALUES(zeroblob(70000)), ('small');
