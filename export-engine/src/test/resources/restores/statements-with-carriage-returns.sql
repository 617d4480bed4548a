-- The shell turns CR LF in a statement into LF; the schema must not.
CREATE TABLE dos(␍
  a INTEGER PRIMARY KEY,␍
  b TEXT DEFAULT 'x␍
y'␍
);
INSERT INTO dos VALUES(1, 'p' || char(13, 10) || 'q');
CREATE VIEW dos_view AS␍
  SELECT b FROM dos;
CREATE TRIGGER dos_trigger AFTER INSERT ON dos BEGIN␍
  SELECT 1;␍
END;
