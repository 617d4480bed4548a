CREATE TABLE ""("" INTEGER PRIMARY KEY, " ");
INSERT INTO "" VALUES(1, 2);
CREATE TABLE "select"("from", "where", "order by");
INSERT INTO "select" VALUES(1, 2, 3);
CREATE TABLE "a""b'c[d]`e"("x""y", 'p''q', [r s], `t u`);
INSERT INTO "a""b'c[d]`e" VALUES(1, 2, 3, 4);
CREATE TABLE "new
line"("col
umn");
INSERT INTO "new
line" VALUES('x');
CREATE TABLE "日本 😀"("é" PRIMARY KEY) WITHOUT ROWID;
INSERT INTO "日本 😀" VALUES('ö');
CREATE TABLE "a.b/c\d;e--f/*g"("?", ":x", "@y", "$z", "%");
INSERT INTO "a.b/c\d;e--f/*g" VALUES(1, 2, 3, 4, 5);
CREATE TABLE tmp_users(x);
INSERT INTO tmp_users VALUES('a user''s table');
CREATE TABLE sqlitex(x);
INSERT INTO sqlitex VALUES(1);
CREATE INDEX "index of ""a""" ON "a""b'c[d]`e"("x""y");
