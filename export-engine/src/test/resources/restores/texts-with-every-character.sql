-- Quotes, line ends, NUL, invalid UTF-8, a byte order mark, what looks like SQL or a shell command.
CREATE TABLE t(x TEXT);
INSERT INTO t VALUES('it''s'), ('"double"'), ('a
b'), (char(13)), ('a' || char(13, 10) || 'b'), ('a' || char(0) || 'b'), (char(0)), (char(65279) || 'bom'),
    (CAST(x'ff' AS TEXT)), (CAST(x'c0af' AS TEXT)), (CAST(x'eda080' AS TEXT)), (CAST(x'6180' AS TEXT)),
    ('日本語 😀 é'), (char(8232, 8233, 127, 1, 27)), ('; DROP TABLE t; --'), ('/* open'), ('
.quit
'), ('
/
go
'), ('\n\r\'), ('unistr(''\0041'')'), (''), (' '), (printf('%.*c', 70000, 'x')), ('%s %d'), (char(26)), ('E''x''');
