CREATE TABLE g(a, b AS (a) STORED, c AS (a + 1), d);
INSERT INTO g(a, d) VALUES(1, 2), (NULL, 3), (4, NULL), (NULL, NULL);
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE g(a, b AS (a) STORED NOT NULL, c AS (a + 1) NOT NULL, d NOT NULL)' WHERE name = 'g';
PRAGMA writable_schema = RESET;
