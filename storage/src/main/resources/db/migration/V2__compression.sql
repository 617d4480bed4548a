-- How the file of a job is compressed (C24); jobs that were accepted before have plain files.
ALTER TABLE export_jobs ADD COLUMN compression TEXT NOT NULL DEFAULT 'none';
