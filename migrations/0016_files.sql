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
