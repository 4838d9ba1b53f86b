-- A witness is not the assessor, nor countersigns, nor answers an appeal, by whichever account.

CREATE TRIGGER testimony_accounts_append_only BEFORE UPDATE OR DELETE ON testimony_accounts FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_witness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id
               WHERE s.id = NEW.submission_id AND w.person_id = NEW.assessor_id) THEN
        RAISE EXCEPTION 'a witness is not the assessor';
    END IF;
    RETURN NEW;
END;
$$;

CREATE FUNCTION refuse_countersigning_witness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM proposals o JOIN submissions s ON s.id = o.submission_id JOIN witnesses w ON w.evidence_id = s.evidence_id
               WHERE o.id = NEW.proposal_id AND w.person_id = NEW.countersigned_by) THEN
        RAISE EXCEPTION 'a witness does not countersign';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER countersignatures_not_by_the_witness BEFORE INSERT ON countersignatures FOR EACH ROW EXECUTE FUNCTION refuse_countersigning_witness();

CREATE OR REPLACE FUNCTION refuse_answer_of_witness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id
               WHERE s.id = NEW.submission_id AND w.person_id = NEW.answered_by) THEN
        RAISE EXCEPTION 'a witness does not answer the appeal';
    END IF;
    RETURN NEW;
END;
$$;

-- Nothing is uploaded of what stays in the workplace, nor added to what others wrote.

CREATE FUNCTION refuse_file_where_none_belongs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM evidence e WHERE e.id = NEW.evidence_id
               AND e.kind IN ('workplace-held', 'witness-testimony', 'observation', 'professional-discussion')) THEN
        RAISE EXCEPTION 'this kind of evidence holds no files';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER evidence_files_where_they_belong BEFORE INSERT ON evidence_files FOR EACH ROW EXECUTE FUNCTION refuse_file_where_none_belongs();

-- What stays in the workplace is achieved by what its assessor has seen there. The argument: the column with who decides.

CREATE FUNCTION refuse_uninspected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s JOIN evidence e ON e.id = s.evidence_id WHERE s.id = NEW.submission_id AND e.kind = 'workplace-held')
        AND NOT EXISTS (SELECT 1 FROM inspections i WHERE i.submission_id = NEW.submission_id AND i.assessor_id = to_jsonb(NEW) ->> TG_ARGV[0]) THEN
        RAISE EXCEPTION 'it was not inspected';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER decisions_after_inspection BEFORE INSERT ON decisions FOR EACH ROW
    WHEN (NEW.outcome = 'achieved') EXECUTE FUNCTION refuse_uninspected('assessor_id');
CREATE TRIGGER appeals_after_inspection BEFORE INSERT ON appeal_outcomes FOR EACH ROW
    WHEN (NEW.outcome = 'achieved') EXECUTE FUNCTION refuse_uninspected('answered_by');

CREATE TRIGGER inspections_append_only BEFORE UPDATE OR DELETE ON inspections FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'place');

-- A purge of what others wrote lets nothing of the text go. Arguments as before; besides 'content' and 'words' there is 'either'.

CREATE OR REPLACE FUNCTION refuse_all_but_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before JSONB := to_jsonb(OLD);
    erased JSONB := to_jsonb(OLD);
    text_column TEXT;
BEGIN
    IF TG_OP = 'UPDATE' AND EXISTS (
        SELECT 1 FROM purges p WHERE p.submission_id = before ->> TG_ARGV[0]
        AND CASE TG_ARGV[1]
            WHEN 'words' THEN p.words_too
            WHEN 'either' THEN p.file_hash IS NULL
            ELSE p.file_hash IS NOT DISTINCT FROM before ->> 'file_hash' AND NOT p.of_words END)
    THEN
        FOREACH text_column IN ARRAY TG_ARGV[2:] LOOP
            IF to_jsonb(NEW) ->> text_column = '[erased]' THEN
                erased := jsonb_set(erased, ARRAY[text_column], '"[erased]"');
            END IF;
        END LOOP;
        IF erased = to_jsonb(NEW) AND erased <> before THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;

DROP TRIGGER learner_words_append_only ON learner_words;
CREATE TRIGGER learner_words_append_only BEFORE UPDATE OR DELETE ON learner_words FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'either', 'comment');

-- What was said when countersigning and sampling can be purged like the words of a decision. The argument: the text.

CREATE FUNCTION refuse_all_but_erasing_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before JSONB := to_jsonb(OLD);
    about TEXT;
BEGIN
    about := CASE TG_TABLE_NAME
        WHEN 'countersignatures' THEN (SELECT o.submission_id FROM proposals o WHERE o.id = before ->> 'proposal_id')
        WHEN 'action_answers' THEN (SELECT f.submission_id FROM findings f WHERE f.id = before ->> 'finding_id')
        ELSE (SELECT f.submission_id FROM action_answers a JOIN findings f ON f.id = a.finding_id WHERE a.id = before ->> 'answer_id')
    END;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = about AND p.words_too)
        AND to_jsonb(NEW) = jsonb_set(before, ARRAY[TG_ARGV[0]], '"[erased]"') AND to_jsonb(NEW) <> before THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;

DROP TRIGGER countersignatures_append_only ON countersignatures;
CREATE TRIGGER countersignatures_append_only BEFORE UPDATE OR DELETE ON countersignatures FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing_words('comment');
DROP TRIGGER samples_append_only ON samples;
CREATE TRIGGER samples_append_only BEFORE UPDATE OR DELETE ON samples FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'comment');
DROP TRIGGER findings_append_only ON findings;
CREATE TRIGGER findings_append_only BEFORE UPDATE OR DELETE ON findings FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing('submission_id', 'words', 'action');
DROP TRIGGER action_answers_append_only ON action_answers;
CREATE TRIGGER action_answers_append_only BEFORE UPDATE OR DELETE ON action_answers FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing_words('answer');
DROP TRIGGER action_reviews_append_only ON action_reviews;
CREATE TRIGGER action_reviews_append_only BEFORE UPDATE OR DELETE ON action_reviews FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasing_words('comment');
