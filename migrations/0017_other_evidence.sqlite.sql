-- What others have said of a learner's work stays as they said it.

CREATE TRIGGER testimonies_no_update BEFORE UPDATE ON testimonies
BEGIN
    SELECT RAISE(ABORT, 'testimonies is append-only');
END;

CREATE TRIGGER testimonies_no_delete BEFORE DELETE ON testimonies
BEGIN
    SELECT RAISE(ABORT, 'testimonies is append-only');
END;

CREATE TRIGGER evidence_of_others BEFORE UPDATE ON evidence
WHEN OLD.kind IN ('witness-testimony', 'observation', 'professional-discussion') AND NEW.body <> OLD.body
    AND NOT (NEW.body = '' AND EXISTS (SELECT 1 FROM purges p WHERE p.evidence_id = OLD.id))
BEGIN
    SELECT RAISE(ABORT, 'the learner does not change what others said');
END;

CREATE TRIGGER decisions_not_by_the_witness BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM submissions s JOIN testimonies t ON t.evidence_id = s.evidence_id
             WHERE s.id = NEW.submission_id AND t.person_id = NEW.assessor_id)
BEGIN
    SELECT RAISE(ABORT, 'a witness is not the assessor');
END;

CREATE TRIGGER observations_no_update BEFORE UPDATE ON observations
BEGIN
    SELECT RAISE(ABORT, 'observations is append-only');
END;

CREATE TRIGGER observations_no_delete BEFORE DELETE ON observations
BEGIN
    SELECT RAISE(ABORT, 'observations is append-only');
END;

CREATE TRIGGER learner_words_no_update BEFORE UPDATE ON learner_words
WHEN NOT (
    NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.said_at IS OLD.said_at
    AND NEW.comment IS NOT OLD.comment AND NEW.comment = '[erased]'
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.file_hash IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'learner_words is append-only');
END;

CREATE TRIGGER learner_words_no_delete BEFORE DELETE ON learner_words
BEGIN
    SELECT RAISE(ABORT, 'learner_words is append-only');
END;

-- Why a link was declined can be purged like the other words of a decision.
DROP TRIGGER decisions_no_update;

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
WHEN NOT (
    NEW.id IS OLD.id AND NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.criterion IS OLD.criterion AND NEW.outcome IS OLD.outcome AND NEW.assessor_id IS OLD.assessor_id AND NEW.decided_at IS OLD.decided_at AND NEW.vacs IS OLD.vacs AND NEW.plan_by IS OLD.plan_by
    AND (NEW.feedback IS OLD.feedback OR NEW.feedback = '[erased]')
    AND (NEW.explained IS OLD.explained OR NEW.explained = '[erased]')
    AND (NEW.plan IS OLD.plan OR NEW.plan = '[erased]')
    AND (NEW.declined IS OLD.declined OR NEW.declined = '[erased]')
    AND (NEW.feedback IS NOT OLD.feedback OR NEW.explained IS NOT OLD.explained OR NEW.plan IS NOT OLD.plan OR NEW.declined IS NOT OLD.declined)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only');
END;
