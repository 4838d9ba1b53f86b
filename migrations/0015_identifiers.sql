-- Nobody may be recognised in evidence: the names a learner has looked for, and what they said of what was found.

-- First names and nicknames of people a learner works with, for the learner alone; taken away when they take them away.
CREATE TABLE private_names (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL CHECK (folded <> ''),  -- as it is compared: its words in small letters
    added_at BIGINT NOT NULL,
    UNIQUE (person_id, folded)
);

-- The learner said that what was found in a submission identifies nobody. How often each kind was found; never the words.
CREATE TABLE assurances (
    submission_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (
        'name', 'date-of-birth', 'nhs-number', 'postcode', 'phone-number', 'email-address', 'national-insurance-number')),
    times BIGINT NOT NULL CHECK (times >= 1),
    said_at BIGINT NOT NULL,
    PRIMARY KEY (submission_id, kind),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id)
);
