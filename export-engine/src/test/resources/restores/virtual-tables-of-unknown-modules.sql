CREATE TABLE t(x);
PRAGMA writable_schema = ON;
INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES
    ('table', 'nowhere', 'nowhere', 0, 'CREATE VIRTUAL TABLE nowhere USING module_of_an_application(a, b)'),
    ('table', 'odd "name''', 'odd "name''', 0, 'CREATE VIRTUAL TABLE "odd ""name''" USING m');
PRAGMA writable_schema = RESET;
CREATE TABLE nowhere_content(id, c0);
INSERT INTO nowhere_content VALUES(1, 'x');
