CREATE TABLE t(x);
INSERT INTO t VALUES(printf('%.*c', 1000000, 'x')), (zeroblob(1500000)), (replace(hex(zeroblob(100000)), '00', 'é'''));
