-- An appeal and its answer stay, but for texts of what was purged; nobody answers whose testimony it is about, or purges what they answered.

CREATE TRIGGER appeals_append_only BEFORE UPDATE OR DELETE ON appeals FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'grounds');
CREATE TRIGGER appeal_withdrawals_append_only BEFORE UPDATE OR DELETE ON appeal_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_outcomes_append_only BEFORE UPDATE OR DELETE ON appeal_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'feedback', 'explained', 'plan', 'declined');

CREATE FUNCTION refuse_answer_of_witness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN testimonies t ON t.evidence_id = s.evidence_id
               WHERE s.id = NEW.submission_id AND t.person_id = NEW.answered_by) THEN
        RAISE EXCEPTION 'a witness does not answer the appeal';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER appeals_not_answered_by_the_witness BEFORE INSERT ON appeal_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_answer_of_witness();

CREATE FUNCTION refuse_purge_by_who_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN appeal_outcomes o ON o.submission_id = s.id
               WHERE s.evidence_id = NEW.evidence_id AND o.answered_by = NEW.purged_by) THEN
        RAISE EXCEPTION 'nobody purges what they decided on';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER purges_not_by_who_answered BEFORE INSERT ON purges FOR EACH ROW EXECUTE FUNCTION refuse_purge_by_who_answered();
