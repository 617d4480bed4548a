-- What SQLite computes while the script runs must have the text as it is.
CREATE TABLE t(a TEXT, b AS (a || '␍
it''s') STORED, c AS (iif(a = 'x␍
', 1, 2)), CHECK(a <> 'y␍
'));
INSERT INTO t(a) VALUES('x␍
'), ('z');
CREATE INDEX i ON t(a || '␍', 'one␍
' || a) WHERE a <> 'w␍
';
CREATE INDEX j ON t(a, '␍
two' || b, (lower('␍' || a)));
