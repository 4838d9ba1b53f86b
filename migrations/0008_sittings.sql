-- How quizzes are sat: timed, drawn from banks, with several tries, with how sure somebody was.

-- What was agreed for somebody, so that they can show what they know. An agreement is ended, never changed.
CREATE TABLE adjustments (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    extra_time BIGINT NOT NULL CHECK (extra_time BETWEEN 1 AND 300), -- per cent of the time allowed
    reason TEXT NOT NULL,
    agreed_by TEXT NOT NULL REFERENCES people (id),
    agreed_at BIGINT NOT NULL,
    ended_by TEXT REFERENCES people (id),
    ended_at BIGINT,
    CHECK (agreed_by <> person_id),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX adjustments_current ON adjustments (person_id) WHERE ended_at IS NULL;

-- When a timed attempt ends, and the extra time in it, per cent.
ALTER TABLE attempts ADD COLUMN due_at BIGINT;
ALTER TABLE attempts ADD COLUMN extra_time BIGINT NOT NULL DEFAULT 0;
CREATE INDEX attempts_due ON attempts (due_at) WHERE submitted_at IS NULL AND due_at IS NOT NULL;

-- The questions of an attempt, in their versions, in the order in which they are asked: the quiz's own and those drawn for it.
CREATE TABLE attempt_questions (
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    position BIGINT NOT NULL,
    quiz TEXT NOT NULL,                         -- the quiz or the bank that it comes from
    question TEXT NOT NULL,
    question_hash TEXT NOT NULL REFERENCES content_versions (hash),
    PRIMARY KEY (attempt_id, position),
    UNIQUE (attempt_id, question)
);
CREATE INDEX attempt_questions_version ON attempt_questions (question_hash);

-- How sure somebody was of an answer, from 1 (guessing) to 3; never part of the mark.
ALTER TABLE answers ADD COLUMN confidence BIGINT CHECK (confidence BETWEEN 1 AND 3);

-- Each try at a question of a quiz that answers at once.
CREATE TABLE tries (
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    question TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    response TEXT NOT NULL,
    mark DOUBLE PRECISION CHECK (mark BETWEEN 0 AND 1), -- of the answer itself; none if an assessor reads it
    tried_at BIGINT NOT NULL,
    PRIMARY KEY (attempt_id, question, number)
);
