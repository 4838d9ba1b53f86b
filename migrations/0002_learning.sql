-- What people study and do. Everything refers to the exact text it was made against.

-- Every text that a record refers to, stored in the transaction that first refers to it, and never changed.
CREATE TABLE content_versions (
    hash TEXT PRIMARY KEY,                      -- SHA-256 of the source
    kind TEXT NOT NULL CHECK (kind IN ('specification', 'section', 'quiz', 'question', 'reflection', 'scenario', 'worksheet')),
    reference TEXT NOT NULL,
    source TEXT NOT NULL,
    stored_at BIGINT NOT NULL
);

CREATE TABLE enrolments (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    qualification TEXT NOT NULL,
    specification_hash TEXT NOT NULL REFERENCES content_versions (hash),
    enrolled_at BIGINT NOT NULL,
    UNIQUE (person_id, qualification),
    UNIQUE (id, person_id)
);

-- A section read. A new version of the section is read anew; the old reading stays.
CREATE TABLE readings (
    person_id TEXT NOT NULL REFERENCES people (id),
    module TEXT NOT NULL,
    section TEXT NOT NULL,
    content_hash TEXT NOT NULL REFERENCES content_versions (hash),
    read_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, module, section, content_hash)
);

-- Answers to questions embedded in sections; each try is kept.
CREATE TABLE practice_answers (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    quiz TEXT NOT NULL,
    question TEXT NOT NULL,
    question_hash TEXT NOT NULL REFERENCES content_versions (hash),
    response TEXT NOT NULL,                     -- JSON: the keys of the options chosen
    mark DOUBLE PRECISION CHECK (mark BETWEEN 0 AND 1), -- none if nobody can mark it
    answered_at BIGINT NOT NULL
);
CREATE INDEX practice_answers_question ON practice_answers (person_id, quiz, question, answered_at);

-- One sitting of a quiz. Open until submitted; the result is written with the submission and never again.
CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    quiz TEXT NOT NULL,
    quiz_hash TEXT NOT NULL REFERENCES content_versions (hash),
    number BIGINT NOT NULL CHECK (number >= 1),
    started_at BIGINT NOT NULL,
    submitted_at BIGINT,
    score DOUBLE PRECISION,
    max_score DOUBLE PRECISION,
    passed BOOLEAN,
    UNIQUE (person_id, quiz, number),
    CHECK ((submitted_at IS NULL) = (score IS NULL)),
    CHECK ((submitted_at IS NULL) = (max_score IS NULL)),
    CHECK ((submitted_at IS NULL) = (passed IS NULL)),
    CHECK (score IS NULL OR (score >= 0 AND score <= max_score))
);
CREATE UNIQUE INDEX attempts_one_open ON attempts (person_id, quiz) WHERE submitted_at IS NULL;

CREATE TABLE answers (
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    question TEXT NOT NULL,
    question_hash TEXT NOT NULL,                -- the question's own hash, within the quiz version of the attempt
    response TEXT NOT NULL,
    mark DOUBLE PRECISION CHECK (mark BETWEEN 0 AND 1),
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (attempt_id, question)
);
