-- What others have said of a learner's work stays as they said it.

CREATE TRIGGER testimonies_append_only BEFORE UPDATE OR DELETE ON testimonies FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER evidence_of_others BEFORE UPDATE ON evidence FOR EACH ROW
    WHEN (OLD.kind IN ('witness-testimony', 'observation', 'professional-discussion') AND NEW.body <> OLD.body AND NEW.body <> '[erased]')
    EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_witness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN testimonies t ON t.evidence_id = s.evidence_id
               WHERE s.id = NEW.submission_id AND t.person_id = NEW.assessor_id) THEN
        RAISE EXCEPTION 'a witness is not the assessor';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER decisions_not_by_the_witness BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_witness();
