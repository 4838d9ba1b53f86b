-- Organisations: who works where. Somebody without a membership belongs to the installation's own organisation, so where none is ever made
-- everybody is in the same one.

CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    made_by TEXT NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL
);

-- Where somebody belongs, from when until when; one place at a time. Nothing is deleted, so that it can be told who could see what, and when.
CREATE TABLE memberships (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    begun_by TEXT NOT NULL REFERENCES people (id),
    begun_at BIGINT NOT NULL,
    ended_by TEXT REFERENCES people (id),
    ended_at BIGINT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX memberships_current ON memberships (person_id) WHERE ended_at IS NULL;

-- Where everybody belongs now; nothing: to the installation's own organisation.
CREATE VIEW belonging AS
SELECT p.id AS person_id, COALESCE(m.organisation_id, '') AS organisation
FROM people p LEFT JOIN memberships m ON m.person_id = p.id AND m.ended_at IS NULL;

-- Each organisation samples by a policy of its own and standardises among its own; nothing: the installation's own.
ALTER TABLE sampling_policies ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
ALTER TABLE exemplars ADD COLUMN organisation TEXT NOT NULL DEFAULT '';
