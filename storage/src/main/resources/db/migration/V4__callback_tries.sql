-- What callers and operators see of a callback (C58). Those that were tried before keep their count and show no more.
ALTER TABLE export_jobs ADD COLUMN callback_attempts_replayed INTEGER NOT NULL DEFAULT 0; -- of the attempts, those before the last replay
ALTER TABLE export_jobs ADD COLUMN callback_tried_at BIGINT;                              -- when the last try began
ALTER TABLE export_jobs ADD COLUMN callback_status INTEGER;                               -- its answer; 0: none. NULL: under way, or never known
ALTER TABLE export_jobs ADD COLUMN callback_failure TEXT;                                 -- why there was none; empty: there was one
