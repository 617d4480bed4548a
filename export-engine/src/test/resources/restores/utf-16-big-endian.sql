PRAGMA encoding = 'UTF-16be';
CREATE TABLE "naïve"("clé" TEXT PRIMARY KEY, x) WITHOUT ROWID;
INSERT INTO "naïve" VALUES('日本', 'it''s 😀'), ('nul' || char(0) || '!', char(13, 10)), ('', NULL);
CREATE TABLE odd(x);
INSERT INTO odd VALUES(CAST(x'd800' AS TEXT)), (CAST(x'd83d' AS TEXT)), (CAST(x'0061dcdc' AS TEXT)), ('plain');
CREATE VIRTUAL TABLE search USING fts5(x);
INSERT INTO search VALUES('été');
CREATE VIEW "vue" AS SELECT 'é' AS é;
