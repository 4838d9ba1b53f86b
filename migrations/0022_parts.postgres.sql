-- Nobody looks at what they had a part in; what was withdrawn and corrected stays, but for texts of what was purged.

CREATE FUNCTION refuse_samples_by_somebody_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submission_parts p WHERE p.submission_id = NEW.submission_id AND p.person_id = NEW.iqa_id) THEN
        RAISE EXCEPTION 'nobody samples what they had a part in';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER samples_by_somebody_else BEFORE INSERT ON samples FOR EACH ROW EXECUTE FUNCTION refuse_samples_by_somebody_else();

CREATE FUNCTION refuse_action_reviews_by_somebody_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM action_answers a JOIN findings f ON f.id = a.finding_id JOIN submission_parts p ON p.submission_id = f.submission_id
             WHERE a.id = NEW.answer_id AND p.person_id = NEW.reviewed_by) THEN
        RAISE EXCEPTION 'nobody closes an action about what they had a part in';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER action_reviews_by_somebody_else BEFORE INSERT ON action_reviews FOR EACH ROW EXECUTE FUNCTION refuse_action_reviews_by_somebody_else();

CREATE FUNCTION refuse_action_withdrawals_by_somebody_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM findings f JOIN submission_parts p ON p.submission_id = f.submission_id
             WHERE f.id = NEW.finding_id AND p.person_id = NEW.withdrawn_by) THEN
        RAISE EXCEPTION 'nobody withdraws an action about what they had a part in';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER action_withdrawals_by_somebody_else BEFORE INSERT ON action_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_action_withdrawals_by_somebody_else();

CREATE FUNCTION refuse_appeals_answered_by_somebody_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submission_parts p WHERE p.submission_id = NEW.submission_id AND p.person_id = NEW.answered_by AND p.part <> 'appeal'
             UNION ALL SELECT 1 FROM submission_looks l WHERE l.submission_id = NEW.submission_id AND l.person_id = NEW.answered_by) THEN
        RAISE EXCEPTION 'nobody answers an appeal about what they had a part in or have looked at';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER appeals_answered_by_somebody_else BEFORE INSERT ON appeal_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_appeals_answered_by_somebody_else();

CREATE FUNCTION refuse_purges_by_nobody_with_a_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN submission_parts p ON p.submission_id = s.id
             WHERE s.evidence_id = NEW.evidence_id AND p.person_id = NEW.purged_by) THEN
        RAISE EXCEPTION 'nobody purges what they had a part in';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER purges_by_nobody_with_a_part BEFORE INSERT ON purges FOR EACH ROW EXECUTE FUNCTION refuse_purges_by_nobody_with_a_part();

CREATE FUNCTION refuse_certificate_releases_by_somebody_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM request_parts p WHERE p.request_id = NEW.request_id AND p.person_id = NEW.released_by) THEN
        RAISE EXCEPTION 'nobody releases what they had a part in';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER certificate_releases_by_somebody_else BEFORE INSERT ON certificate_releases FOR EACH ROW EXECUTE FUNCTION refuse_certificate_releases_by_somebody_else();

CREATE TRIGGER action_withdrawals_append_only BEFORE UPDATE OR DELETE ON action_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER corrections_append_only BEFORE UPDATE OR DELETE ON corrections FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'feedback', 'explained', 'plan', 'declined');

CREATE FUNCTION refuse_exercise_ratings_blind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM exemplars x WHERE x.id = NEW.exemplar_id
             AND (x.made_by = NEW.assessor_id OR EXISTS (
                 SELECT 1 FROM submission_parts p WHERE p.submission_id = x.source_id AND p.person_id = NEW.assessor_id))) THEN
        RAISE EXCEPTION 'nobody judges what they know already';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER exercise_ratings_blind BEFORE INSERT ON exercise_ratings FOR EACH ROW EXECUTE FUNCTION refuse_exercise_ratings_blind();
