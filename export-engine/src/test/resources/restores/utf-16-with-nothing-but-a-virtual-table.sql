-- A row written into the schema does not give the file its encoding; a table that was made and dropped did.
PRAGMA encoding = 'UTF-16le';
CREATE TABLE t(x);
DROP TABLE t;
PRAGMA writable_schema = ON;
INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES('table', 't', 't', 0, 'CREATE VIRTUAL TABLE t USING nowhere(é)');
PRAGMA writable_schema = RESET;
