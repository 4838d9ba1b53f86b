-- Whose work an assessor is asked to mark: a learner's, in one unit or in all. A help, not a wall: others may mark it too.
CREATE TABLE allocations (
    id TEXT PRIMARY KEY,
    assessor_id TEXT NOT NULL REFERENCES people (id),
    learner_id TEXT NOT NULL REFERENCES people (id),
    unit TEXT NOT NULL,                         -- a code; nothing: every unit
    allocated_by TEXT NOT NULL REFERENCES people (id),
    allocated_at BIGINT NOT NULL,
    ended_by TEXT REFERENCES people (id),
    ended_at BIGINT,
    CHECK (assessor_id <> learner_id),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX allocations_current ON allocations (assessor_id, learner_id, unit) WHERE ended_at IS NULL;
CREATE INDEX allocations_learner ON allocations (learner_id) WHERE ended_at IS NULL;

-- Those of assessors who still are assessors.
CREATE VIEW current_allocations AS
SELECT a.id, a.assessor_id, a.learner_id, a.unit, a.allocated_by, a.allocated_at
FROM allocations a JOIN role_grants g ON g.person_id = a.assessor_id AND g.role = 'assessor' AND g.ended_at IS NULL
WHERE a.ended_at IS NULL;
