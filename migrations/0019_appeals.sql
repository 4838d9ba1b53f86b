-- Appeals: a learner asks for somebody else to look at a decision of not yet achieved.

CREATE UNIQUE INDEX decisions_parties ON decisions (id, submission_id, criterion, learner_id, assessor_id);

CREATE TABLE appeals (
    id TEXT PRIMARY KEY,
    decision_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1), -- one that was withdrawn can be made again; never two at once
    submission_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL,                  -- whose decision it is
    confirmed_by TEXT NOT NULL REFERENCES people (id), -- who countersigned it; the assessor where nobody had to
    grounds TEXT NOT NULL CHECK (grounds <> ''),
    appealed_at BIGINT NOT NULL,
    UNIQUE (decision_id, number),
    UNIQUE (id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by),
    CHECK (confirmed_by <> learner_id),
    FOREIGN KEY (decision_id, submission_id, criterion, learner_id, assessor_id)
        REFERENCES decisions (id, submission_id, criterion, learner_id, assessor_id)
);
CREATE INDEX appeals_submission ON appeals (submission_id);

CREATE TABLE appeal_withdrawals (
    appeal_id TEXT PRIMARY KEY REFERENCES appeals (id),
    withdrawn_by TEXT NOT NULL REFERENCES people (id),
    withdrawn_at BIGINT NOT NULL
);

-- The new decision: by somebody who had nothing to do with the first. It is final, and takes the place of the first wherever a decision
-- counts; the first stays to be read.
CREATE TABLE appeal_outcomes (
    appeal_id TEXT PRIMARY KEY,
    decision_id TEXT NOT NULL UNIQUE,
    submission_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('achieved', 'not-yet-achieved')),
    feedback TEXT NOT NULL CHECK (feedback <> ''),
    vacs TEXT NOT NULL,
    explained TEXT NOT NULL,
    plan TEXT,
    plan_by TEXT,
    declined TEXT CHECK (declined <> ''),       -- why the evidence does not bear on the criterion
    answered_by TEXT NOT NULL REFERENCES people (id),
    answered_at BIGINT NOT NULL,
    CHECK (answered_by <> learner_id),
    CHECK (answered_by <> assessor_id),
    CHECK (answered_by <> confirmed_by),
    CHECK (vacs = 'VACS' OR outcome = 'not-yet-achieved' OR explained <> ''),
    CHECK (declined IS NULL OR outcome = 'not-yet-achieved'),
    CHECK (plan IS NULL OR (plan <> '' AND plan_by IS NOT NULL AND outcome = 'not-yet-achieved')),
    FOREIGN KEY (appeal_id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by)
        REFERENCES appeals (id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by)
);
CREATE INDEX appeal_outcomes_submission ON appeal_outcomes (submission_id);

-- Every decision as it stands now. Whatever counts decisions reads them here.
CREATE VIEW current_decisions AS
SELECT d.id, d.submission_id, d.learner_id, d.criterion, COALESCE(o.outcome, d.outcome) AS outcome,
       COALESCE(o.answered_by, d.assessor_id) AS assessor_id, COALESCE(o.answered_at, d.decided_at) AS decided_at, o.appeal_id
FROM decisions d LEFT JOIN appeal_outcomes o ON o.decision_id = d.id;

-- Every closure as it stands now: what was returned is accepted once appeals have found the rest of it achieved.
CREATE VIEW current_closures AS
SELECT c.submission_id, c.learner_id, CASE WHEN a.answered_at IS NULL THEN c.outcome ELSE 'accepted' END AS outcome,
       c.comment, c.assessor_id, c.closed_at, a.answered_at AS appealed_at
FROM closures c
LEFT JOIN (SELECT o.submission_id, MAX(o.answered_at) AS answered_at FROM appeal_outcomes o
           WHERE o.outcome = 'achieved'
             AND NOT EXISTS (SELECT 1 FROM current_decisions d WHERE d.submission_id = o.submission_id AND d.outcome <> 'achieved')
           GROUP BY o.submission_id) a ON a.submission_id = c.submission_id;
