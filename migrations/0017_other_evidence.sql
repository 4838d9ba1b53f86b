-- Links that were declined.

-- Why the evidence of a decision does not bear on its criterion, as the assessor found: the link was declined. None: it was accepted.
ALTER TABLE decisions ADD COLUMN declined TEXT
    CHECK (declined IS NULL OR (declined <> '' AND outcome = 'not-yet-achieved'));

-- Witness testimony: what somebody saw of a learner's work, given over a link, without an account.

-- What a learner asks of a witness. Of the link only a hash is kept. A request is withdrawn, never changed.
CREATE TABLE testimony_requests (
    id TEXT PRIMARY KEY,
    learner_id TEXT NOT NULL,
    enrolment_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    about TEXT NOT NULL CHECK (about <> ''),    -- what the witness is asked to write about
    witness_name TEXT NOT NULL CHECK (witness_name <> ''),
    witness_email TEXT,                         -- where the link was sent; none: the learner passed it on
    token_hash TEXT NOT NULL UNIQUE,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    UNIQUE (id, learner_id),
    CHECK (expires_at > asked_at),
    FOREIGN KEY (enrolment_id, learner_id) REFERENCES enrolments (id, person_id)
);
CREATE INDEX testimony_requests_learner ON testimony_requests (learner_id);

CREATE TABLE testimony_request_criteria (
    request_id TEXT NOT NULL REFERENCES testimony_requests (id),
    criterion TEXT NOT NULL,
    PRIMARY KEY (request_id, criterion)
);

-- Who gave it; what they said is the body of the evidence. A witness is not the learner.
CREATE TABLE testimonies (
    request_id TEXT PRIMARY KEY,
    learner_id TEXT NOT NULL,
    evidence_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NOT NULL CHECK (role <> ''),
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    email TEXT NOT NULL CHECK (email <> ''),    -- in small letters
    person_id TEXT REFERENCES people (id),      -- the account with that address, if there is one
    given_at BIGINT NOT NULL,
    CHECK (person_id <> learner_id),
    FOREIGN KEY (request_id, learner_id) REFERENCES testimony_requests (id, learner_id),
    FOREIGN KEY (evidence_id, learner_id) REFERENCES evidence (id, person_id)
);

-- What an assessor saw a learner do, or talked through with them; what was said of it is the body of the evidence, handed in at once.
CREATE TABLE observations (
    evidence_id TEXT PRIMARY KEY,
    submission_id TEXT NOT NULL UNIQUE,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL REFERENCES people (id),
    happened_on TEXT NOT NULL,                  -- a day: 2026-05-31
    place TEXT NOT NULL CHECK (place <> ''),
    minutes BIGINT NOT NULL CHECK (minutes BETWEEN 1 AND 480),
    recorded_at BIGINT NOT NULL,
    CHECK (assessor_id <> learner_id),
    FOREIGN KEY (evidence_id, learner_id) REFERENCES evidence (id, person_id),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id)
);

-- What the learner says about it.
CREATE TABLE learner_words (
    submission_id TEXT PRIMARY KEY REFERENCES observations (submission_id),
    learner_id TEXT NOT NULL,
    comment TEXT NOT NULL,                      -- empty: they have read it and leave it at that
    said_at BIGINT NOT NULL,
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id)
);

-- What was agreed with a learner besides extra time, so that they can show what they know. An agreement is ended, never changed.
CREATE TABLE arrangements (
    id TEXT PRIMARY KEY,
    learner_id TEXT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL CHECK (kind IN ('no-time-limit', 'no-wait', 'larger-print', 'reader', 'oral-evidence', 'other')),
    described TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),  -- for the learner, whoever agreed it, and administrators
    from_day TEXT NOT NULL,                     -- a day: 2026-06-01
    until_day TEXT,                             -- the last day; none: no end is set
    agreed_by TEXT NOT NULL REFERENCES people (id),
    agreed_at BIGINT NOT NULL,
    ended_by TEXT REFERENCES people (id),
    ended_at BIGINT,
    CHECK (kind <> 'other' OR described <> ''),
    CHECK (until_day >= from_day),
    CHECK (agreed_by <> learner_id),
    CHECK (ended_by <> learner_id),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX arrangements_learner ON arrangements (learner_id);
