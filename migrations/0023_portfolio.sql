-- Witnesses by every way in which they can be known, what was inspected in the workplace, and purging what others wrote apart from the text.

-- Accounts that a witness is known by: the one to whose address the link was sent, the one with the address that they typed, the one that
-- was signed in. Whoever it is does not decide.
CREATE TABLE testimony_accounts (
    request_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    because TEXT NOT NULL CHECK (because IN ('mailed', 'typed', 'signed-in')),
    PRIMARY KEY (request_id, because),
    CHECK (person_id <> learner_id),
    FOREIGN KEY (request_id, learner_id) REFERENCES testimony_requests (id, learner_id)
);

INSERT INTO testimony_accounts (request_id, learner_id, person_id, because)
SELECT t.request_id, t.learner_id, p.id, 'mailed'
FROM testimonies t JOIN testimony_requests r ON r.id = t.request_id JOIN people p ON LOWER(p.email) = LOWER(r.witness_email)
WHERE p.id <> t.learner_id;

INSERT INTO testimony_accounts (request_id, learner_id, person_id, because)
SELECT t.request_id, t.learner_id, p.id, 'typed' FROM testimonies t JOIN people p ON LOWER(p.email) = t.email WHERE p.id <> t.learner_id;

-- Everybody who is the witness of a piece of evidence, also by an address that has become theirs since.
CREATE VIEW witnesses AS
SELECT t.evidence_id, p.id AS person_id
FROM testimonies t
JOIN testimony_requests r ON r.id = t.request_id
JOIN people p ON p.id = t.person_id OR LOWER(p.email) = t.email OR LOWER(p.email) = LOWER(r.witness_email)
    OR p.id IN (SELECT a.person_id FROM testimony_accounts a WHERE a.request_id = t.request_id);

-- What stays in the workplace was inspected there, on this day, by this assessor.
CREATE TABLE inspections (
    id TEXT PRIMARY KEY,
    submission_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    assessor_id TEXT NOT NULL REFERENCES people (id),
    inspected_on TEXT NOT NULL,                 -- a day: 2026-05-31
    place TEXT NOT NULL CHECK (place <> ''),
    recorded_at BIGINT NOT NULL,
    CHECK (assessor_id <> learner_id),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id)
);
CREATE INDEX inspections_submission ON inspections (submission_id);

-- What others wrote about a submission is purged by a record of its own, as often as there is something. In records from before it went
-- with the text (words_too).
ALTER TABLE purges ADD COLUMN of_words BOOLEAN NOT NULL DEFAULT FALSE
    CHECK (NOT of_words OR (words_too AND submission_id IS NOT NULL AND file_hash IS NULL));
DROP INDEX purges_texts;
CREATE UNIQUE INDEX purges_texts ON purges (submission_id) WHERE submission_id IS NOT NULL AND file_hash IS NULL AND NOT of_words;

-- Who said that what was found identifies nobody, where it was not the learner: the assessor who recorded an observation.
ALTER TABLE assurances ADD COLUMN said_by TEXT REFERENCES people (id);
