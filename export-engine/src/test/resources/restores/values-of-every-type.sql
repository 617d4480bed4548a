-- 64-bit integers, reals that decimal forms get wrong, infinities, types that the column does not declare.
CREATE TABLE v(id INTEGER PRIMARY KEY, any, i INTEGER, r REAL, t TEXT, n NUMERIC, b BLOB);
INSERT INTO v(any, i, r, t, n, b) VALUES
    (9223372036854775807, -9223372036854775808, 3, 4, 5, 6),
    (0.1, 'text in an integer', 1e15, 1.5, '12', 1.0),
    (9e999, -9e999, -9e999, 9e999, 9e999, -9e999),
    (5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 4.9e-322, 1e-300, 2.2250738585072009e-308),
    (0.30000000000000004, 123456789012345678, 1e22, 9007199254740993, 2e23, 8.41),
    (-0.0, -0.0, -0.0, -0.0, -0.0, -0.0),
    (NULL, NULL, NULL, NULL, NULL, NULL),
    (x'', '', '', '', '', ''),
    (x'00ff0a0d27', x'00', x'00', x'00', x'00', x'00'),
    (1 = 1, 1e3, 9999999999999999, 1e3, '1e3', '1e3');
