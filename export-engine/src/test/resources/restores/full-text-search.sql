-- FTS5 with its own, with no and with external content, FTS4 and FTS3.
CREATE VIRTUAL TABLE own USING fts5(title, body, tokenize = 'porter ascii');
INSERT INTO own VALUES('Running', 'it''s a test'), ('Other', 'text');
DELETE FROM own WHERE title = 'Running';
INSERT INTO own(rowid, title, body) VALUES(50, 'Fifty', 'rowid kept');
CREATE TABLE docs(title, body);
INSERT INTO docs(rowid, title, body) VALUES(3, 'three', 'hello'), (9, 'nine', 'world');
CREATE VIRTUAL TABLE external USING fts5(title, body, content = 'docs');
INSERT INTO external(external) VALUES('rebuild');
CREATE VIRTUAL TABLE contentless USING fts5(x, content = '');
INSERT INTO contentless(rowid, x) VALUES(4, 'only the index');
CREATE VIRTUAL TABLE four USING fts4(a, b, tokenize = unicode61);
INSERT INTO four VALUES('été', 'summer');
CREATE VIRTUAL TABLE three USING fts3(a);
INSERT INTO three VALUES('old');
CREATE VIRTUAL TABLE "odd 'name""" USING fts5(x);
INSERT INTO "odd 'name""" VALUES('y');
