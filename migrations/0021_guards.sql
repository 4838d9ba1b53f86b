-- That a ledger was begun in this database. Whoever empties the ledger does not get a new one from the program: it begins one only where none
-- was ever begun.
CREATE TABLE ledger_beginnings (
    hash TEXT PRIMARY KEY NOT NULL CHECK (LENGTH(hash) = 64), -- of the first entry
    begun_at BIGINT NOT NULL
);
INSERT INTO ledger_beginnings (hash, begun_at) SELECT hash, happened_at FROM ledger WHERE sequence = 1;

-- By these the ledger finds what belongs to a submission.
CREATE UNIQUE INDEX submission_links_subject ON submission_links ((submission_id || ' ' || criterion));
CREATE UNIQUE INDEX submission_files_subject ON submission_files ((submission_id || ' ' || file_hash));
CREATE UNIQUE INDEX submission_comments_subject ON submission_comments ((submission_id || ' ' || field));
