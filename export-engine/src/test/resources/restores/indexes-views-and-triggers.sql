-- They come after the rows, views before the triggers that are on them; no trigger fires.
CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT, y);
CREATE TABLE log(what);
CREATE UNIQUE INDEX a_x ON a(x COLLATE NOCASE DESC) WHERE y > 0;
CREATE INDEX a_expression ON a(lower(x), y + 1);
CREATE TRIGGER a_insert AFTER INSERT ON a BEGIN INSERT INTO log VALUES('a; ' || new.x); END;
INSERT INTO a VALUES(1, 'x', 1), (2, 'X', 0), (3, NULL, NULL);
CREATE VIEW v2 AS SELECT * FROM v1;
CREATE VIEW v1(p, q) AS SELECT x, y FROM a -- ends in a comment
;
CREATE TRIGGER v1_delete INSTEAD OF DELETE ON v1 BEGIN DELETE FROM a WHERE x = old.p; END;
CREATE VIEW broken AS SELECT * FROM nowhere;
CREATE TABLE "semi;colon"("x;y" DEFAULT ';', "--" DEFAULT '/*');
CREATE INDEX "a -- b" ON a(y) ;
CREATE TABLE spaced ( a , b )  ;
INSERT INTO a(x) VALUES('fires');
