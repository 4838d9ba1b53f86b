-- Of an organisation nothing but its name changes; of a membership nothing but its end, once.

CREATE TRIGGER organisations_keep BEFORE UPDATE ON organisations
WHEN NEW.id IS NOT OLD.id OR NEW.made_by IS NOT OLD.made_by OR NEW.made_at IS NOT OLD.made_at
BEGIN
    SELECT RAISE(ABORT, 'of an organisation only its name changes');
END;

CREATE TRIGGER organisations_no_delete BEFORE DELETE ON organisations
BEGIN
    SELECT RAISE(ABORT, 'an organisation stays');
END;

CREATE TRIGGER memberships_end_once BEFORE UPDATE ON memberships
WHEN OLD.ended_at IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.person_id IS NOT OLD.person_id
    OR NEW.organisation_id IS NOT OLD.organisation_id OR NEW.begun_by IS NOT OLD.begun_by OR NEW.begun_at IS NOT OLD.begun_at
BEGIN
    SELECT RAISE(ABORT, 'a membership ends once');
END;

CREATE TRIGGER memberships_no_delete BEFORE DELETE ON memberships
BEGIN
    SELECT RAISE(ABORT, 'a membership stays');
END;

CREATE TRIGGER organisations_no_replace BEFORE INSERT ON organisations
WHEN EXISTS (SELECT 1 FROM organisations WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM organisations WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM organisations WHERE name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'organisations: this is there already');
END;

CREATE TRIGGER memberships_no_replace BEFORE INSERT ON memberships
WHEN EXISTS (SELECT 1 FROM memberships WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM memberships WHERE id = NEW.id)
    OR (NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM memberships WHERE person_id = NEW.person_id AND ended_at IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'memberships: this is there already');
END;

CREATE TRIGGER memberships_has_a_name BEFORE INSERT ON memberships WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'memberships: this has no name');
END;
