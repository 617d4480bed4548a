-- Of the length and with the arguments that SQLite allows, and a driver may not.
CREATE TABLE t(x);
CREATE VIEW wide_call AS SELECT 1;
CREATE VIEW long_text AS SELECT 1;
PRAGMA writable_schema = ON;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 126)
UPDATE sqlite_schema SET sql = 'CREATE TABLE t(x, y DEFAULT ''' || hex(zeroblob(500001)) || ''', least AS (min(x'
    || (SELECT group_concat(',' || i, '') FROM n) || ')), CHECK(max(x' || (SELECT group_concat(',' || i, '') FROM n) || ') > 0))' WHERE name = 't';
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 63)
UPDATE sqlite_schema SET sql = 'CREATE VIEW wide_call AS SELECT json_object(' || (SELECT group_concat('''k' || i || ''',x') FROM n) || ') FROM t'
    WHERE name = 'wide_call';
UPDATE sqlite_schema SET sql = 'CREATE VIEW long_text AS SELECT ''' || hex(zeroblob(500001)) || '''' WHERE name = 'long_text';
PRAGMA writable_schema = RESET;
INSERT INTO t(x) VALUES(7), (2000);
INSERT INTO t(x, y) VALUES(5, hex(zeroblob(500001)));
