-- Of an organisation nothing but its name changes; of a membership nothing but its end, once.

CREATE TRIGGER organisations_keep BEFORE UPDATE ON organisations FOR EACH ROW
    WHEN (NEW.id IS DISTINCT FROM OLD.id OR NEW.made_by IS DISTINCT FROM OLD.made_by OR NEW.made_at IS DISTINCT FROM OLD.made_at)
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER organisations_no_delete BEFORE DELETE ON organisations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER organisations_no_truncate BEFORE TRUNCATE ON organisations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER memberships_end_once BEFORE UPDATE ON memberships FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL OR NEW.id IS DISTINCT FROM OLD.id OR NEW.person_id IS DISTINCT FROM OLD.person_id
          OR NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR NEW.begun_by IS DISTINCT FROM OLD.begun_by
          OR NEW.begun_at IS DISTINCT FROM OLD.begun_at)
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER memberships_no_delete BEFORE DELETE ON memberships FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER memberships_no_truncate BEFORE TRUNCATE ON memberships FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE memberships ADD CONSTRAINT memberships_has_a_name CHECK (id <> '') NOT VALID;
