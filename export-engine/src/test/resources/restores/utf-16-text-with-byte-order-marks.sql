PRAGMA encoding = 'UTF-16be';
CREATE TABLE t(x);
INSERT INTO t VALUES(CAST(x'feff0061' AS TEXT)), (CAST(x'fffe6100' AS TEXT)), (CAST(x'feff' AS TEXT));
