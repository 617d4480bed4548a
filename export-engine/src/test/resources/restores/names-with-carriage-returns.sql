-- A reader of lines turns CR LF into LF; every name and text must keep it.
CREATE TABLE "dos␍
table"("dos␍
column" TEXT UNIQUE DEFAULT 'a␍
b', "lone␍return", third AS ("dos␍
column" || '␍
') STORED, PRIMARY KEY("lone␍return" DESC));
INSERT INTO "dos␍
table" VALUES('x␍
', 1), ('y', 2);
CREATE INDEX "dos␍
index" ON "dos␍
table"('␍' || "dos␍
column") WHERE "dos␍
column" <> 'x␍
';
CREATE VIEW "dos␍
view"("␍") AS SELECT "lone␍return" FROM "dos␍
table" -- ends in a comment␍
;
CREATE TRIGGER "dos␍
trigger" INSTEAD OF DELETE ON "dos␍
view" BEGIN␍
  DELETE FROM "dos␍
table";␍
END;
CREATE TABLE "counted␍
"(id INTEGER PRIMARY KEY AUTOINCREMENT);
INSERT INTO "counted␍
" VALUES(41);
CREATE VIRTUAL TABLE "found␍
" USING fts5("a␍
b");
INSERT INTO "found␍
" VALUES('words');
CREATE TABLE "keyed␍"(k TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO "keyed␍" VALUES('k');
CREATE TABLE ""(x);
ANALYZE;
