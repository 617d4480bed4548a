PRAGMA encoding = 'UTF-16le';
CREATE TABLE gone(x);
DROP TABLE gone;
