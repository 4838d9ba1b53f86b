-- Standardisation: assessors judge the same piece of work without knowing what the others find.

-- The work: anonymised, and never changed once it is kept.
CREATE TABLE exemplars (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL CHECK (title <> ''),
    specification_hash TEXT NOT NULL REFERENCES content_versions (hash),
    unit TEXT NOT NULL,
    body TEXT NOT NULL CHECK (body <> ''),
    made_by TEXT NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL
);

CREATE TABLE exemplar_criteria (
    exemplar_id TEXT NOT NULL REFERENCES exemplars (id),
    criterion TEXT NOT NULL,
    PRIMARY KEY (exemplar_id, criterion)
);

-- An exercise is open until somebody closes it.
CREATE TABLE exercises (
    id TEXT PRIMARY KEY,
    exemplar_id TEXT NOT NULL REFERENCES exemplars (id),
    opened_by TEXT NOT NULL REFERENCES people (id),
    opened_at BIGINT NOT NULL,
    closed_by TEXT REFERENCES people (id),
    closed_at BIGINT,
    UNIQUE (id, exemplar_id, opened_by),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);

-- What an assessor found of one criterion. Whoever has opened the exercise knows too much to judge in it.
CREATE TABLE exercise_ratings (
    exercise_id TEXT NOT NULL,
    exemplar_id TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    criterion TEXT NOT NULL,
    assessor_id TEXT NOT NULL REFERENCES people (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('achieved', 'not-yet-achieved')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    rated_at BIGINT NOT NULL,
    PRIMARY KEY (exercise_id, criterion, assessor_id),
    CHECK (assessor_id <> opened_by),
    FOREIGN KEY (exercise_id, exemplar_id, opened_by) REFERENCES exercises (id, exemplar_id, opened_by),
    FOREIGN KEY (exemplar_id, criterion) REFERENCES exemplar_criteria (exemplar_id, criterion)
);

-- What was agreed of a criterion afterwards, when those who judged had talked about it.
CREATE TABLE exercise_agreements (
    exercise_id TEXT NOT NULL REFERENCES exercises (id),
    criterion TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('achieved', 'not-yet-achieved')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    agreed_by TEXT NOT NULL REFERENCES people (id),
    agreed_at BIGINT NOT NULL,
    PRIMARY KEY (exercise_id, criterion)
);
