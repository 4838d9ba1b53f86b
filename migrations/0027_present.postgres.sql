-- Whoever has answered what an assessor in training proposed has a part in the work, whatever the answer was.
CREATE OR REPLACE VIEW submission_parts AS
SELECT s.id AS submission_id, s.person_id, 'learner' AS part FROM submissions s
UNION ALL SELECT d.submission_id, d.assessor_id, 'assessor' FROM decisions d
UNION ALL SELECT c.submission_id, c.assessor_id, 'assessor' FROM closures c
UNION ALL SELECT k.submission_id, k.corrected_by, 'assessor' FROM corrections k
UNION ALL SELECT p.submission_id, c.countersigned_by, CASE WHEN c.outcome = 'countersigned' THEN 'countersigner' ELSE 'adviser' END
          FROM proposals p JOIN countersignatures c ON c.proposal_id = p.id
          WHERE p.submission_id IS NOT NULL
UNION ALL SELECT o.submission_id, o.answered_by, 'appeal' FROM appeal_outcomes o
UNION ALL SELECT s.id, o.assessor_id, 'observer' FROM submissions s JOIN observations o ON o.evidence_id = s.evidence_id
UNION ALL SELECT s.id, w.person_id, 'witness' FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id;

-- A decision that was answered on appeal is not made anew by whoever made it at first, and what an appeal found achieved stays achieved.
CREATE FUNCTION refuse_corrections_after_appeals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.decision_id = NEW.decision_id
             AND (NEW.corrected_by IN (o.assessor_id, o.confirmed_by) OR (o.outcome = 'achieved' AND NEW.outcome <> 'achieved'))) THEN
        RAISE EXCEPTION 'an appeal is not undone by whoever it was against, and takes nothing away';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER corrections_after_appeals BEFORE INSERT ON corrections FOR EACH ROW EXECUTE FUNCTION refuse_corrections_after_appeals();

CREATE FUNCTION refuse_corrections_by_a_witness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id
             WHERE s.id = NEW.submission_id AND w.person_id = NEW.corrected_by) THEN
        RAISE EXCEPTION 'a witness is not the assessor';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER corrections_not_by_a_witness BEFORE INSERT ON corrections FOR EACH ROW EXECUTE FUNCTION refuse_corrections_by_a_witness();

-- A place can give somebody away: it goes with the text of the observation, and the reason of a withdrawal with the words of others.
CREATE FUNCTION refuse_all_but_erasing_the_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.place = '[erased]' AND OLD.place <> '[erased]'
        AND to_jsonb(NEW) = jsonb_set(to_jsonb(OLD), '{place}', '"[erased]"')
        AND EXISTS (SELECT 1 FROM purges p WHERE p.evidence_id = OLD.evidence_id AND p.submission_id IS NULL AND p.file_hash IS NULL) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;
DROP TRIGGER observations_append_only ON observations;
CREATE TRIGGER observations_append_only BEFORE UPDATE OR DELETE ON observations FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing_the_place();

CREATE OR REPLACE FUNCTION refuse_all_but_erasing_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before JSONB := to_jsonb(OLD);
    about TEXT;
BEGIN
    about := CASE TG_TABLE_NAME
        WHEN 'countersignatures' THEN (SELECT o.submission_id FROM proposals o WHERE o.id = before ->> 'proposal_id')
        WHEN 'action_answers' THEN (SELECT f.submission_id FROM findings f WHERE f.id = before ->> 'finding_id')
        WHEN 'action_withdrawals' THEN (SELECT f.submission_id FROM findings f WHERE f.id = before ->> 'finding_id')
        ELSE (SELECT f.submission_id FROM action_answers a JOIN findings f ON f.id = a.finding_id WHERE a.id = before ->> 'answer_id')
    END;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = about AND p.words_too)
        AND to_jsonb(NEW) = jsonb_set(before, ARRAY[TG_ARGV[0]], '"[erased]"') AND to_jsonb(NEW) <> before THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;
DROP TRIGGER action_withdrawals_append_only ON action_withdrawals;
CREATE TRIGGER action_withdrawals_append_only BEFORE UPDATE OR DELETE ON action_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing_words('reason');
