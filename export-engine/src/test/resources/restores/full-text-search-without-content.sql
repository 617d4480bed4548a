CREATE VIRTUAL TABLE five USING fts5(x, content = '');
INSERT INTO five(rowid, x) VALUES(4, 'only the index');
CREATE VIRTUAL TABLE four USING fts4(content="", x);
INSERT INTO four(docid, x) VALUES(4, 'only the index');
