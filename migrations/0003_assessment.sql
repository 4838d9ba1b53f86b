-- Evidence, its submission, and what assessors decide.

-- A learner's evidence while it is being written: private, and changed in place.
CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    enrolment_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (
        'reflective-account', 'case-study', 'worksheet', 'scenario-play', 'free-response', 'quiz-result', 'observation',
        'witness-testimony', 'professional-discussion', 'workplace-held')),
    activity TEXT NOT NULL,                     -- what it answers: a reflection, a worksheet, a scenario, `quiz/question`
    activity_hash TEXT NOT NULL REFERENCES content_versions (hash),
    body TEXT NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 1), -- raised by every save, so that an older page cannot overwrite a newer text
    created_at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (enrolment_id, activity),
    UNIQUE (id, person_id),
    FOREIGN KEY (enrolment_id, person_id) REFERENCES enrolments (id, person_id)
);

CREATE TABLE evidence_links (
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    criterion TEXT NOT NULL,
    locator TEXT NOT NULL,
    justification TEXT NOT NULL,
    PRIMARY KEY (evidence_id, criterion)
);

-- Evidence as it was handed in: a frozen copy.
CREATE TABLE submissions (
    id TEXT PRIMARY KEY,
    evidence_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
    unit TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    activity_hash TEXT NOT NULL REFERENCES content_versions (hash),
    specification_hash TEXT NOT NULL REFERENCES content_versions (hash),
    body TEXT NOT NULL CHECK (body <> ''),
    submitted_at BIGINT NOT NULL,
    UNIQUE (evidence_id, number),
    UNIQUE (id, person_id),
    FOREIGN KEY (evidence_id, person_id) REFERENCES evidence (id, person_id)
);
CREATE INDEX submissions_enrolment ON submissions (enrolment_id);

CREATE TABLE submission_links (
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    criterion TEXT NOT NULL,
    locator TEXT NOT NULL,
    justification TEXT NOT NULL,
    PRIMARY KEY (submission_id, criterion)
);

-- An assessor's judgement of one criterion. Nobody assesses their own evidence.
CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    submission_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('achieved', 'not-yet-achieved')),
    feedback TEXT NOT NULL,
    assessor_id TEXT NOT NULL REFERENCES people (id),
    decided_at BIGINT NOT NULL,
    UNIQUE (submission_id, criterion),
    CHECK (assessor_id <> learner_id),
    CHECK (outcome = 'achieved' OR feedback <> ''),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id),
    FOREIGN KEY (submission_id, criterion) REFERENCES submission_links (submission_id, criterion)
);

-- The end of an assessor's work on a submission: every criterion is decided, and the learner is told.
CREATE TABLE closures (
    submission_id TEXT PRIMARY KEY,
    learner_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'returned')),
    comment TEXT NOT NULL,
    assessor_id TEXT NOT NULL REFERENCES people (id),
    closed_at BIGINT NOT NULL,
    CHECK (assessor_id <> learner_id),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id)
);

-- What an assessor has typed and not yet decided.
CREATE TABLE marking_drafts (
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    assessor_id TEXT NOT NULL REFERENCES people (id),
    fields TEXT NOT NULL,                       -- JSON: field name → what was typed
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (submission_id, assessor_id)
);

-- A unit signed off for a learner.
CREATE TABLE sign_offs (
    id TEXT PRIMARY KEY,
    enrolment_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    specification_hash TEXT NOT NULL REFERENCES content_versions (hash),
    assessor_id TEXT NOT NULL REFERENCES people (id),
    signed_at BIGINT NOT NULL,
    UNIQUE (enrolment_id, unit),
    CHECK (assessor_id <> learner_id),
    FOREIGN KEY (enrolment_id, learner_id) REFERENCES enrolments (id, person_id)
);
