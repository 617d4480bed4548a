-- The rows of sqlite_sequence have rowids too, and anything may have been written there.
CREATE TABLE one(id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE two(id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE three(id INTEGER PRIMARY KEY AUTOINCREMENT);
INSERT INTO one VALUES(1);
INSERT INTO two VALUES(2);
INSERT INTO three VALUES(9223372036854775807);
DROP TABLE one;
INSERT INTO sqlite_sequence VALUES('nobody', 5), (NULL, NULL), ('two', 'text'), ('three', 1.5);
DELETE FROM sqlite_sequence WHERE name = 'nobody';
