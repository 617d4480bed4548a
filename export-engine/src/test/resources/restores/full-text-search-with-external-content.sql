CREATE TABLE docs(title, body);
INSERT INTO docs(rowid, title, body) VALUES(3, 'three', 'hello'), (9, 'nine', 'world');
CREATE VIRTUAL TABLE found USING fts5(title, body, content = 'docs');
INSERT INTO found(found) VALUES('rebuild');
CREATE VIRTUAL TABLE four USING fts4(content="docs", title, body);
INSERT INTO four(four) VALUES('rebuild');
