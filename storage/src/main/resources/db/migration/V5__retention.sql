-- When the file of a completed job is deleted (tranche.retention). Those of jobs that completed before are kept.
ALTER TABLE export_jobs ADD COLUMN expires_at BIGINT;
