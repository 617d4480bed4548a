-- SQLite turns U+FFFE and U+FFFF into U+FFFD on the way from UTF-8.
PRAGMA encoding = 'UTF-16le';
CREATE TABLE t(x);
INSERT INTO t VALUES(CAST(x'feff' AS TEXT)), (CAST(x'fffe' AS TEXT)), (CAST(x'ffff6100' AS TEXT)), (CAST(x'6100feff' AS TEXT)),
    (CAST(x'fffefffe' AS TEXT)), (CAST(x'3fd8feff' AS TEXT));
