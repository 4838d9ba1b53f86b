-- Passes: what an external quality assurer may look at, until when, and what they looked at.

-- The link itself is not kept, only the hash of its random part.
CREATE TABLE passes (
    id TEXT PRIMARY KEY,
    holder TEXT NOT NULL CHECK (holder <> ''),
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    shows_names BOOLEAN NOT NULL,               -- of learners; otherwise initials and a reference
    token_hash TEXT NOT NULL UNIQUE CHECK (LENGTH(token_hash) = 64),
    given_by TEXT NOT NULL REFERENCES people (id),
    given_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    CHECK (expires_at > given_at),
    CHECK (expires_at <= given_at + 7948800000) -- 92 days
);

-- What it opens: submissions that a plan has drawn, and nothing else.
CREATE TABLE pass_records (
    pass_id TEXT NOT NULL REFERENCES passes (id),
    plan_id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    PRIMARY KEY (pass_id, submission_id),
    FOREIGN KEY (plan_id, submission_id) REFERENCES sampling_records (plan_id, submission_id)
);

CREATE TABLE pass_withdrawals (
    pass_id TEXT PRIMARY KEY REFERENCES passes (id),
    withdrawn_by TEXT NOT NULL REFERENCES people (id),
    withdrawn_at BIGINT NOT NULL
);

-- Every look, and every one that was refused with what was asked for. Without a submission it is the list of what the pass opens.
CREATE TABLE pass_views (
    id TEXT PRIMARY KEY,
    pass_id TEXT NOT NULL REFERENCES passes (id),
    submission_id TEXT,
    file_hash TEXT,
    asked TEXT CHECK (asked <> ''),
    outcome TEXT NOT NULL CHECK (outcome IN ('viewed', 'refused')),
    viewed_at BIGINT NOT NULL,
    CHECK ((outcome = 'refused') = (asked IS NOT NULL)),
    CHECK (outcome = 'viewed' OR submission_id IS NULL),
    CHECK (file_hash IS NULL OR submission_id IS NOT NULL),
    FOREIGN KEY (pass_id, submission_id) REFERENCES pass_records (pass_id, submission_id)
);
CREATE INDEX pass_views_pass ON pass_views (pass_id, viewed_at);
