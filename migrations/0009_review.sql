-- Spaced review: one's own misses, and terms of the glossary. When something comes back is computed from these rows and never stored.

-- Every text of a term that a review refers to; never changed.
CREATE TABLE term_versions (
    hash TEXT PRIMARY KEY,                      -- SHA-256 of the source
    term TEXT NOT NULL,
    source TEXT NOT NULL,
    stored_at BIGINT NOT NULL
);

-- Something was asked again, and answered: once a day at most, so that a form that is sent twice is one review.
CREATE TABLE reviews (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    quiz TEXT,                                  -- of a question: the quiz, practice or bank that it comes from
    item TEXT NOT NULL,                         -- the question's id, or the term's
    question_hash TEXT REFERENCES content_versions (hash),
    term_hash TEXT REFERENCES term_versions (hash),
    response TEXT,                              -- JSON, as in an attempt; none for a term
    mark DOUBLE PRECISION CHECK (mark BETWEEN 0 AND 1),
    rating TEXT NOT NULL CHECK (rating IN ('knew', 'nearly', 'not-yet')),
    reviewed_on BIGINT NOT NULL,                -- the day in the United Kingdom, counted from 1 January 1970
    reviewed_at BIGINT NOT NULL,
    CHECK ((quiz IS NULL) = (question_hash IS NULL)),
    CHECK ((quiz IS NULL) = (term_hash IS NOT NULL)),
    CHECK ((quiz IS NULL) = (response IS NULL)),
    CHECK ((quiz IS NULL) = (mark IS NULL))
);
CREATE INDEX reviews_person ON reviews (person_id, reviewed_at);
CREATE UNIQUE INDEX reviews_questions ON reviews (person_id, quiz, item, reviewed_on) WHERE quiz IS NOT NULL;
CREATE UNIQUE INDEX reviews_terms ON reviews (person_id, item, reviewed_on) WHERE quiz IS NULL;
