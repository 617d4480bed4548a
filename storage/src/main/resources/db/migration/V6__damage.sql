-- What of a table could not be read (onDamage): row before, last row and SQLite's words of each stretch, as a JSON array of texts.
ALTER TABLE export_tables ADD COLUMN damage TEXT NOT NULL DEFAULT '[]';
ALTER TABLE export_jobs ADD COLUMN damaged_tables INTEGER NOT NULL DEFAULT 0;
