-- Links that were declined.

-- Why the evidence of a decision does not bear on its criterion, as the assessor found: the link was declined. None: it was accepted.
ALTER TABLE decisions ADD COLUMN declined TEXT
    CHECK (declined IS NULL OR (declined <> '' AND outcome = 'not-yet-achieved'));
