PRAGMA encoding = 'UTF-16le';
CREATE TABLE "naïve"("clé" TEXT PRIMARY KEY, x) WITHOUT ROWID;
INSERT INTO "naïve" VALUES('日本', 'it''s 😀'), ('nul' || char(0) || '!', char(13, 10)), ('', NULL);
CREATE TABLE odd(x);
INSERT INTO odd VALUES(CAST(x'00d8' AS TEXT)), (CAST(x'3dd8' AS TEXT)), (CAST(x'6100dcdc' AS TEXT)), ('plain');
CREATE VIRTUAL TABLE search USING fts5(x);
INSERT INTO search VALUES('été');
CREATE VIEW "vue" AS SELECT 'é' AS é;
