-- How the file of a job is written where its format leaves a choice (C24): texts by name as a JSON object, without the defaults.
ALTER TABLE export_jobs ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
