-- Files that a worker from before V5 cleaned for the second time, and which therefore are not due for anything: hardly ever any.
CREATE INDEX export_jobs_to_expire ON export_jobs (expires_at)
    WHERE clean_due_at IS NULL AND cleanings = 2 AND expires_at IS NOT NULL;
