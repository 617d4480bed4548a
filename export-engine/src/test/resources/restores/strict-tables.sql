CREATE TABLE strict_(i INT, n INTEGER PRIMARY KEY, r REAL, t TEXT, b BLOB, a ANY) STRICT;
INSERT INTO strict_ VALUES(1, 2, 3.0, '4', x'05', '6'), (NULL, 3, 1e300, '', x'', 7), (0, 4, -0.5, 'x', x'00', 8.5);
CREATE TABLE strict_key(a ANY, b TEXT, PRIMARY KEY(b, a)) STRICT, WITHOUT ROWID;
INSERT INTO strict_key VALUES('1', 'x'), (1, 'x'), (1.5, 'x'), (x'31', 'x');
