PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA page_size = 512;
CREATE TABLE t(x);
INSERT INTO t VALUES(zeroblob(3000));
PRAGMA user_version = -5;
PRAGMA application_id = 252006673;
