-- SQLite stores a statement in a form of its own; what was put there otherwise stays as it is.
CREATE TABLE t(a);
CREATE TABLE u(a);
CREATE INDEX i ON t(a);
CREATE VIEW v AS SELECT 1;
INSERT INTO t VALUES(1);
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = 'create table  t ( a )  ' WHERE name = 't';
UPDATE sqlite_schema SET sql = 'CREATE TABLE IF NOT EXISTS u(a) -- comment' WHERE name = 'u';
UPDATE sqlite_schema SET sql = 'Create Index i On t(a)' WHERE name = 'i';
UPDATE sqlite_schema SET sql = 'CREATE VIEW v AS SELECT 1   ' WHERE name = 'v';
PRAGMA writable_schema = RESET;
