-- What others have said of a learner's work stays as they said it.

CREATE TRIGGER testimonies_append_only BEFORE UPDATE OR DELETE ON testimonies FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_all_but_purging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.body = '' AND EXISTS (SELECT 1 FROM purges p WHERE p.evidence_id = OLD.id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the learner does not change what others said';
END;
$$;
CREATE TRIGGER evidence_of_others BEFORE UPDATE ON evidence FOR EACH ROW
    WHEN (OLD.kind IN ('witness-testimony', 'observation', 'professional-discussion') AND NEW.body <> OLD.body)
    EXECUTE FUNCTION refuse_all_but_purging();

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

CREATE TRIGGER observations_append_only BEFORE UPDATE OR DELETE ON observations FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER learner_words_append_only BEFORE UPDATE OR DELETE ON learner_words FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'content', 'comment');

-- Why a link was declined can be purged like the other words of a decision.
DROP TRIGGER decisions_append_only ON decisions;
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'feedback', 'explained', 'plan', 'declined');
