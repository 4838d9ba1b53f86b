-- Marking, by several people with the same queue.

-- Who is marking a submission just now. Nobody else decides it until the time is over, which every saving puts off, or until it is let go.
CREATE TABLE marking_leases (
    submission_id TEXT PRIMARY KEY REFERENCES submissions (id),
    assessor_id TEXT NOT NULL REFERENCES people (id),
    expires_at BIGINT NOT NULL
);

-- The judgement behind a decision; decisions from before have none. What is not ticked of valid, authentic, current and sufficient is
-- explained; a decision of not yet says so in its feedback. A next step comes with its date.
ALTER TABLE decisions ADD COLUMN explained TEXT;
ALTER TABLE decisions ADD COLUMN vacs TEXT          -- those letters that are ticked, in this order
    CHECK (vacs IS NULL OR vacs = 'VACS' OR outcome = 'not-yet-achieved' OR (explained IS NOT NULL AND explained <> ''));
ALTER TABLE decisions ADD COLUMN plan_by TEXT;      -- a day: 2026-07-31
ALTER TABLE decisions ADD COLUMN plan TEXT
    CHECK (plan IS NULL OR (plan <> '' AND plan_by IS NOT NULL AND outcome = 'not-yet-achieved'));

-- Since when an assessor has been in training. What they decide then takes effect once somebody else has countersigned it.
CREATE TABLE trainings (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    begun_by TEXT NOT NULL REFERENCES people (id),
    begun_at BIGINT NOT NULL,
    ended_by TEXT REFERENCES people (id),
    ended_at BIGINT,
    CHECK (begun_by <> person_id),
    CHECK (ended_by <> person_id),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX trainings_current ON trainings (person_id) WHERE ended_at IS NULL;

-- What an assessor in training has decided: the decisions on a submission, or a unit's sign-off.
CREATE TABLE proposals (
    id TEXT PRIMARY KEY,
    assessor_id TEXT NOT NULL REFERENCES people (id),
    learner_id TEXT NOT NULL,
    submission_id TEXT,
    enrolment_id TEXT,
    unit TEXT,
    fields TEXT NOT NULL,                       -- JSON: the decisions and the remarks, as they will be recorded
    proposed_at BIGINT NOT NULL,
    UNIQUE (id, assessor_id, learner_id),
    CHECK (assessor_id <> learner_id),
    CHECK ((submission_id IS NULL) <> (enrolment_id IS NULL)),
    CHECK ((enrolment_id IS NULL) = (unit IS NULL)),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id),
    FOREIGN KEY (enrolment_id, learner_id) REFERENCES enrolments (id, person_id)
);
CREATE INDEX proposals_submission ON proposals (submission_id);
CREATE INDEX proposals_enrolment ON proposals (enrolment_id);

-- What a qualified assessor made of it. Nobody countersigns their own.
CREATE TABLE countersignatures (
    proposal_id TEXT PRIMARY KEY,
    assessor_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('countersigned', 'given-back')),
    comment TEXT NOT NULL,                      -- to the assessor in training
    countersigned_by TEXT NOT NULL REFERENCES people (id),
    countersigned_at BIGINT NOT NULL,
    CHECK (countersigned_by <> assessor_id),
    CHECK (countersigned_by <> learner_id),
    CHECK (outcome = 'countersigned' OR comment <> ''),
    FOREIGN KEY (proposal_id, assessor_id, learner_id) REFERENCES proposals (id, assessor_id, learner_id)
);
