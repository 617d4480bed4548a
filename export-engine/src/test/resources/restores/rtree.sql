CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1, y0, y1, +label TEXT);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
INSERT INTO boxes SELECT i, i, i + 1, -i, i, 'box ' || i FROM n;
CREATE VIRTUAL TABLE whole USING rtree_i32(id, a, b);
INSERT INTO whole VALUES(1, -5, 5);
