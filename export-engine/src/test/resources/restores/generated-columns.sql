CREATE TABLE g(a, b AS (a * 2), c, d AS (a + 1) STORED, e TEXT GENERATED ALWAYS AS (c || '!') VIRTUAL);
INSERT INTO g(a, c) VALUES(1, 'x'), (2, NULL);
INSERT INTO g(rowid, a, c) VALUES(9, 3, 'y');
CREATE INDEX g_b ON g(b);
CREATE TABLE key_and_generated(id INTEGER PRIMARY KEY, up TEXT AS (upper(low)) STORED, low TEXT);
INSERT INTO key_and_generated(id, low) VALUES(3, 'abc');
