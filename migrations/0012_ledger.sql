-- The ledger: one entry for every act that somebody may have to rely on later, each holding the hash of the one before.
-- An entry names people and records by their ids and holds the hashes of texts, never the texts: erasing somebody leaves it as it is. So
-- there is no foreign key here.
CREATE TABLE ledger (
    sequence BIGINT PRIMARY KEY CHECK (sequence >= 1),
    happened_at BIGINT NOT NULL,
    actor_id TEXT,                              -- none: the program itself
    kind TEXT NOT NULL CHECK (kind <> ''),
    subject TEXT NOT NULL,                      -- the id of the record
    facts TEXT NOT NULL,                        -- canonical JSON
    previous TEXT NOT NULL UNIQUE CHECK (LENGTH(previous) = 64),
    hash TEXT NOT NULL UNIQUE CHECK (LENGTH(hash) = 64),
    UNIQUE (kind, subject)
);
