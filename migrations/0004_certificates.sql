-- Certificates hold what they say: later changes of a name, a title or a setting do not reach them.

CREATE TABLE certificates (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,                -- without separators, with its check symbol
    enrolment_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    award TEXT NOT NULL,                        -- a unit's code, or the qualification's slug
    issue BIGINT NOT NULL CHECK (issue >= 1),   -- 2 and up: issued again after a revocation
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,                         -- in words: "Unit of …"
    credits BIGINT NOT NULL,
    guided_hours BIGINT NOT NULL,
    units TEXT NOT NULL,                        -- JSON: the units' titles
    specification_hash TEXT NOT NULL REFERENCES content_versions (hash),
    specification_label TEXT NOT NULL,
    organisation TEXT NOT NULL,
    statement TEXT NOT NULL,                    -- what stands behind it, in the organisation's words
    issued_by TEXT NOT NULL REFERENCES people (id),
    issued_by_name TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT,
    UNIQUE (enrolment_id, award, issue),
    CHECK (issued_by <> learner_id),
    FOREIGN KEY (enrolment_id, learner_id) REFERENCES enrolments (id, person_id)
);

CREATE TABLE certificate_events (
    id TEXT PRIMARY KEY,
    certificate_id TEXT NOT NULL REFERENCES certificates (id),
    kind TEXT NOT NULL CHECK (kind IN ('revoked')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    actor_id TEXT NOT NULL REFERENCES people (id),
    happened_at BIGINT NOT NULL,
    UNIQUE (certificate_id, kind)
);
