-- Rows from before an ALTER TABLE are shorter; dropped and renamed things leave no trace.
CREATE TABLE grown(a);
INSERT INTO grown VALUES(1), (2);
ALTER TABLE grown ADD COLUMN b INTEGER NOT NULL DEFAULT 7;
ALTER TABLE grown ADD COLUMN c TEXT DEFAULT 'it''s';
ALTER TABLE grown ADD COLUMN d;
INSERT INTO grown VALUES(3, 8, 'x', 9);
CREATE TABLE before(x, y, z);
CREATE INDEX before_x ON before(x);
INSERT INTO before VALUES(1, 2, 3);
ALTER TABLE before RENAME TO after;
ALTER TABLE after RENAME COLUMN y TO why;
ALTER TABLE after DROP COLUMN z;
CREATE TABLE dropped(x);
INSERT INTO dropped VALUES(randomblob(5000));
DROP TABLE dropped;
CREATE TABLE made AS SELECT 1 AS one, 'two' AS two, 3.0 AS three;
