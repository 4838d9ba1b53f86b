-- Internal quality assurance: policies, the plans drawn from them, what was found, and what came of it.

-- How much of what assessors decide is looked at again. A new version replaces nothing.
CREATE TABLE sampling_policies (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL UNIQUE CHECK (version >= 1),
    share BIGINT NOT NULL CHECK (share BETWEEN 0 AND 100),
    rules TEXT NOT NULL,                        -- JSON: all of it, with the shares of some and what risks add
    set_by TEXT NOT NULL REFERENCES people (id),
    set_at BIGINT NOT NULL
);

-- A plan, with all that it takes to draw it again.
CREATE TABLE sampling_plans (
    id TEXT PRIMARY KEY,
    policy_id TEXT NOT NULL REFERENCES sampling_policies (id),
    stage TEXT NOT NULL CHECK (stage IN ('interim', 'summative')),
    seed TEXT NOT NULL CHECK (seed <> ''),
    circumstances TEXT NOT NULL,                -- JSON: the risks of that moment
    population BIGINT NOT NULL CHECK (population >= 1),
    population_hash TEXT NOT NULL CHECK (LENGTH(population_hash) = 64),
    picked BIGINT NOT NULL CHECK (picked BETWEEN 0 AND population),
    made_by TEXT NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL
);

-- A closure can be referred to together with whom it is about and by.
CREATE UNIQUE INDEX closures_parties ON closures (submission_id, learner_id, assessor_id);

-- What a plan was drawn from. With reasons: it was taken.
CREATE TABLE sampling_records (
    plan_id TEXT NOT NULL REFERENCES sampling_plans (id),
    submission_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    method TEXT NOT NULL,
    reasons TEXT,                               -- JSON
    PRIMARY KEY (plan_id, submission_id),
    UNIQUE (plan_id, submission_id, learner_id, assessor_id),
    FOREIGN KEY (submission_id, learner_id, assessor_id) REFERENCES closures (submission_id, learner_id, assessor_id)
);
CREATE INDEX sampling_records_submission ON sampling_records (submission_id);

-- A sample: an internal quality assurer has looked at what was decided. Nobody looks at what they decided or countersigned, or at their own
-- work as a learner.
CREATE TABLE samples (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL,
    countersigner_id TEXT REFERENCES people (id),
    iqa_id TEXT NOT NULL REFERENCES people (id),
    comment TEXT NOT NULL,                      -- to the assessor
    sampled_at BIGINT NOT NULL,
    UNIQUE (plan_id, submission_id),
    UNIQUE (id, submission_id, learner_id, iqa_id),
    CHECK (iqa_id <> learner_id),
    CHECK (iqa_id <> assessor_id),
    CHECK (iqa_id <> countersigner_id),
    FOREIGN KEY (plan_id, submission_id, learner_id, assessor_id)
        REFERENCES sampling_records (plan_id, submission_id, learner_id, assessor_id)
);

-- What was found of one criterion. What has to be done has somebody to do it, and a day.
CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    sample_id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    iqa_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('agreed', 'action-required')),
    action TEXT,
    act_by TEXT,                                -- a day: 2026-07-31
    asked_of TEXT REFERENCES people (id),
    UNIQUE (sample_id, criterion),
    UNIQUE (id, asked_of, learner_id),
    CHECK (outcome = 'agreed' OR (action IS NOT NULL AND action <> '' AND act_by IS NOT NULL AND asked_of IS NOT NULL)),
    CHECK (outcome = 'action-required' OR (action IS NULL AND act_by IS NULL AND asked_of IS NULL)),
    CHECK (asked_of <> iqa_id),
    CHECK (asked_of <> learner_id),
    FOREIGN KEY (sample_id, submission_id, learner_id, iqa_id) REFERENCES samples (id, submission_id, learner_id, iqa_id),
    FOREIGN KEY (submission_id, criterion) REFERENCES decisions (submission_id, criterion)
);
CREATE INDEX findings_asked ON findings (asked_of) WHERE asked_of IS NOT NULL;

-- What somebody did about an action.
CREATE TABLE action_answers (
    id TEXT PRIMARY KEY,
    finding_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    answered_by TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer <> ''),
    answered_at BIGINT NOT NULL,
    UNIQUE (finding_id, number),
    UNIQUE (id, answered_by, learner_id),
    FOREIGN KEY (finding_id, answered_by, learner_id) REFERENCES findings (id, asked_of, learner_id)
);

-- What an internal quality assurer made of that: done, or asked again with another day.
CREATE TABLE action_reviews (
    answer_id TEXT PRIMARY KEY,
    answered_by TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('closed', 'asked-again')),
    comment TEXT NOT NULL,
    act_by TEXT,
    reviewed_by TEXT NOT NULL REFERENCES people (id),
    reviewed_at BIGINT NOT NULL,
    CHECK (reviewed_by <> answered_by),
    CHECK (reviewed_by <> learner_id),
    CHECK (outcome = 'closed' OR (comment <> '' AND act_by IS NOT NULL)),
    FOREIGN KEY (answer_id, answered_by, learner_id) REFERENCES action_answers (id, answered_by, learner_id)
);

-- Every action that was asked for, with the day and the state that it has now.
CREATE VIEW actions AS
SELECT f.id, f.sample_id, f.submission_id, f.learner_id, f.criterion, f.action, f.asked_of, f.iqa_id, s.sampled_at AS asked_at,
       a.id AS answer_id, a.answered_at, r.reviewed_at,
       CASE WHEN r.outcome = 'closed' THEN 'closed' WHEN a.id IS NOT NULL AND r.outcome IS NULL THEN 'answered' ELSE 'open' END AS state,
       COALESCE(r.act_by, (SELECT p.act_by FROM action_answers b JOIN action_reviews p ON p.answer_id = b.id
                           WHERE b.finding_id = f.id AND p.outcome = 'asked-again' ORDER BY b.number DESC LIMIT 1), f.act_by) AS act_by
FROM findings f
JOIN samples s ON s.id = f.sample_id
LEFT JOIN action_answers a ON a.finding_id = f.id AND a.number = (SELECT MAX(b.number) FROM action_answers b WHERE b.finding_id = f.id)
LEFT JOIN action_reviews r ON r.answer_id = a.id
WHERE f.outcome = 'action-required';
