-- Files that belong to evidence. Their bytes are in a folder, under their hash; here is what they are, and whose.

CREATE TABLE files (
    hash TEXT PRIMARY KEY CHECK (LENGTH(hash) = 64), -- SHA-256 of the bytes
    media_type TEXT NOT NULL CHECK (media_type IN (
        'application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/gif', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav',
        'audio/webm')),
    size BIGINT NOT NULL CHECK (size BETWEEN 1 AND 20971520),
    stored_at BIGINT NOT NULL
);

-- Files of evidence while it is being written.
CREATE TABLE evidence_files (
    evidence_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    file_hash TEXT NOT NULL REFERENCES files (hash),
    name TEXT NOT NULL CHECK (name <> ''),      -- as the learner calls it
    description TEXT NOT NULL CHECK (description <> ''),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (evidence_id, file_hash),
    FOREIGN KEY (evidence_id, person_id) REFERENCES evidence (id, person_id)
);
CREATE INDEX evidence_files_hash ON evidence_files (file_hash);

-- Files as they were handed in.
CREATE TABLE submission_files (
    submission_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    file_hash TEXT NOT NULL REFERENCES files (hash),
    name TEXT NOT NULL CHECK (name <> ''),
    description TEXT NOT NULL CHECK (description <> ''),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (submission_id, file_hash),
    FOREIGN KEY (submission_id, person_id) REFERENCES submissions (id, person_id)
);
CREATE INDEX submission_files_hash ON submission_files (file_hash);

-- Content that was removed for good, because somebody could be recognised in it: what it was, why, and the hash of what was there. The row it
-- was in stays. Not by the learner; nor, see the triggers, by anybody who decided on it.
CREATE TABLE purges (
    id TEXT PRIMARY KEY,
    evidence_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    submission_id TEXT,                         -- none: the draft
    file_hash TEXT REFERENCES files (hash),     -- none: the text
    content_hash TEXT NOT NULL CHECK (LENGTH(content_hash) = 64), -- SHA-256 of the text, or of the file
    words_too BOOLEAN NOT NULL,                 -- whether what assessors wrote about it was removed as well
    reason TEXT NOT NULL CHECK (reason <> ''),
    purged_by TEXT NOT NULL REFERENCES people (id),
    purged_at BIGINT NOT NULL,
    CHECK (purged_by <> learner_id),
    CHECK (file_hash IS NULL OR file_hash = content_hash),
    FOREIGN KEY (evidence_id, learner_id) REFERENCES evidence (id, person_id),
    FOREIGN KEY (submission_id, learner_id) REFERENCES submissions (id, person_id)
);
CREATE INDEX purges_evidence ON purges (evidence_id);
CREATE UNIQUE INDEX purges_texts ON purges (submission_id) WHERE submission_id IS NOT NULL AND file_hash IS NULL;
CREATE UNIQUE INDEX purges_files ON purges (submission_id, file_hash) WHERE submission_id IS NOT NULL AND file_hash IS NOT NULL;
