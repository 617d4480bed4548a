CREATE TABLE c(x INTEGER CHECK(x > 0), y CHECK(length(y) < 3));
PRAGMA ignore_check_constraints = ON;
INSERT INTO c VALUES(-1, 'too long'), (1, 'ok');
PRAGMA ignore_check_constraints = OFF;
