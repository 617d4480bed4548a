-- Also a sequence that has outrun its table, and one whose table is gone.
CREATE TABLE kept(id INTEGER PRIMARY KEY AUTOINCREMENT, x);
INSERT INTO kept VALUES(5, 'a'), (100, 'b');
DELETE FROM kept WHERE id = 100;
CREATE TABLE emptied(id INTEGER PRIMARY KEY AUTOINCREMENT);
INSERT INTO emptied VALUES(42);
DELETE FROM emptied;
CREATE TABLE unused(id INTEGER PRIMARY KEY AUTOINCREMENT);
