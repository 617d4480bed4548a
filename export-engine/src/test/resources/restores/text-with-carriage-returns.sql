CREATE TABLE t(x);
INSERT INTO t VALUES(char(13)), ('a' || char(13, 10) || 'b'), (char(10, 13));
