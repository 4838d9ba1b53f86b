-- What learners note beside the text, for themselves alone; and what there was to do in a module when they did it.

-- A note, a highlight, or both. It stands at a passage (quote with a little of what is before and after it, as in the W3C's Web Annotation
-- model), under a heading (anchor), or beside the section as a whole.
CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    module TEXT NOT NULL,
    section TEXT NOT NULL,
    content_hash TEXT NOT NULL REFERENCES content_versions (hash), -- the section as it was when the note was made
    anchor TEXT NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    body TEXT NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 1),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CHECK (quote <> '' OR body <> '')
);
CREATE INDEX notes_section ON notes (person_id, module, section);

-- What there was to do in a module, section by section.
CREATE TABLE outlines (
    hash TEXT PRIMARY KEY,                      -- SHA-256 of the outline
    module TEXT NOT NULL,
    outline TEXT NOT NULL,                      -- JSON
    stored_at BIGINT NOT NULL
);

-- The outline of the module when a section was read or a question in it answered; none before outlines were kept.
ALTER TABLE readings ADD COLUMN outline_hash TEXT REFERENCES outlines (hash);
ALTER TABLE practice_answers ADD COLUMN outline_hash TEXT REFERENCES outlines (hash);
