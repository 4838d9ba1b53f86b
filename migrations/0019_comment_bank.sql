-- Comments that assessors keep to use again. They are templates, not records: changed in place, and removed when nobody wants them.
CREATE TABLE kept_comments (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES people (id),
    criterion TEXT NOT NULL,                    -- a code; nothing: for every criterion
    body TEXT NOT NULL CHECK (body <> ''),
    shared BOOLEAN NOT NULL,                    -- with every assessor here
    saved_at BIGINT NOT NULL
);
CREATE INDEX kept_comments_owner ON kept_comments (owner_id);
