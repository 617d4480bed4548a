-- The same statements for SQLite and PostgreSQL. Times are milliseconds since 1970 UTC of the job store's clock; yes and no are 1
-- and 0. Letters and digits in parentheses name the rules of docs/protocol.md.

-- One row: the name by which a spool folder knows that it belongs to this store (P22). Updating it is also the lock behind which
-- reservations are added up (P3).
CREATE TABLE deployment (
    deployment_id TEXT NOT NULL PRIMARY KEY
);
INSERT INTO deployment (deployment_id) VALUES ('${deploymentId}');

-- One row a job: the truth about it (P1).
CREATE TABLE export_jobs (
    job_id                TEXT    NOT NULL PRIMARY KEY,
    status                TEXT    NOT NULL DEFAULT 'pending'
                                  CHECK (status IN ('pending', 'in_progress', 'completed', 'failed', 'cancelled')),

    -- what was asked for
    owner                 TEXT    NOT NULL,
    database_name         TEXT    NOT NULL,
    format                TEXT    NOT NULL,
    table_names           TEXT    NOT NULL,              -- JSON array; empty means all of them
    callback_url          TEXT,
    created_at            BIGINT  NOT NULL,
    estimated_tables      INTEGER NOT NULL,

    -- whose turn it is
    step                  INTEGER NOT NULL DEFAULT 0,
    holder                TEXT,                          -- the delivery at work (P2)
    heartbeat_at          BIGINT,
    committed_by          TEXT,                          -- the holder of the last step (P7)
    attempts              INTEGER NOT NULL DEFAULT 0,    -- in this step (P10)
    deaths                INTEGER NOT NULL DEFAULT 0,
    next_attempt_at       BIGINT  NOT NULL,
    last_error            TEXT,
    queued_at             BIGINT  NOT NULL,              -- when its message is in the work queue (P11)
    repairs               INTEGER NOT NULL DEFAULT 0,
    progress_at           BIGINT  NOT NULL,              -- (P12)
    progress_count        BIGINT  NOT NULL DEFAULT 0,
    started_at            BIGINT,
    waiting_for           TEXT,
    waiting_since         BIGINT,
    reserved_bytes        BIGINT  NOT NULL DEFAULT 0,    -- in the spool folder, until the snapshot is there (P3)

    -- what step 0 made
    snapshot_file         TEXT,
    snapshot_bytes        BIGINT,
    snapshot_at           BIGINT,
    export_plan           TEXT,
    engine_fingerprint    TEXT,                          -- (P15)
    total_tables          INTEGER,
    generation            INTEGER,
    object_key            TEXT,
    upload_id             TEXT,
    upload_nonce          TEXT,                          -- (P8)
    part_size             BIGINT,
    warnings              TEXT    NOT NULL DEFAULT '[]', -- JSON array

    -- how far it is (P5, I2)
    export_cursor         TEXT,
    stored_parts          INTEGER,
    stored_bytes          BIGINT,
    stored_crc64          TEXT,                          -- CRC-64/NVME, base64 as S3 writes it
    completed_tables      INTEGER,
    rows_written          BIGINT,
    highest_part          INTEGER NOT NULL DEFAULT 0,    -- also those stored and not committed (P10)
    sealed                INTEGER NOT NULL DEFAULT 0,    -- only Complete is left (P8)

    -- how it ended, and what is left to do (P9)
    ended_at              BIGINT,
    error_message         TEXT,
    callback_state        TEXT    NOT NULL DEFAULT 'none'
                                  CHECK (callback_state IN ('none', 'pending', 'delivered', 'abandoned')),
    callback_attempts     INTEGER NOT NULL DEFAULT 0,
    callback_due_at       BIGINT,                        -- the next try
    callback_nudge_due_at BIGINT,                        -- the sweeper's next nudge for it
    cleanings             INTEGER NOT NULL DEFAULT 0,
    clean_due_at          BIGINT,

    CHECK ((ended_at IS NOT NULL) = (status IN ('completed', 'failed', 'cancelled'))),
    CHECK (ended_at IS NULL OR holder IS NULL)
);

-- Live jobs page by page, and their reservations.
CREATE INDEX export_jobs_live ON export_jobs (job_id) WHERE ended_at IS NULL;
CREATE INDEX export_jobs_by_status ON export_jobs (status);
CREATE INDEX export_jobs_to_call ON export_jobs (callback_due_at) WHERE callback_state = 'pending';
CREATE INDEX export_jobs_to_clean ON export_jobs (clean_due_at) WHERE clean_due_at IS NOT NULL;

-- The stored parts of a job's current generation.
CREATE TABLE export_parts (
    job_id  TEXT    NOT NULL REFERENCES export_jobs (job_id) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    bytes   BIGINT  NOT NULL,
    etag    TEXT    NOT NULL,
    sha256  TEXT    NOT NULL,
    crc64   TEXT    NOT NULL,
    PRIMARY KEY (job_id, number)
);

-- The finished tables of a job's current generation.
CREATE TABLE export_tables (
    job_id        TEXT    NOT NULL REFERENCES export_jobs (job_id) ON DELETE CASCADE,
    ordinal       INTEGER NOT NULL,
    table_name    TEXT    NOT NULL,
    row_count     BIGINT  NOT NULL,
    first_byte    BIGINT  NOT NULL,
    bytes         BIGINT  NOT NULL,
    content_bytes BIGINT  NOT NULL,
    content_crc32 BIGINT  NOT NULL,
    PRIMARY KEY (job_id, ordinal)
);

-- The signs of life by which a sweeper tells a job that waits from one whose message is lost (P11).
CREATE TABLE workers (
    worker                 TEXT   NOT NULL PRIMARY KEY,
    heartbeat_at           BIGINT NOT NULL,
    last_idle_at           BIGINT NOT NULL,
    newest_queued_at_taken BIGINT NOT NULL,
    engine_fingerprint     TEXT   NOT NULL
);
CREATE INDEX workers_by_heartbeat ON workers (heartbeat_at);
