-- Why a link was declined is among the words that a purge can remove.

DROP TRIGGER decisions_no_update;

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
WHEN NOT (
    NEW.id IS OLD.id AND NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.criterion IS OLD.criterion
    AND NEW.outcome IS OLD.outcome AND NEW.assessor_id IS OLD.assessor_id AND NEW.decided_at IS OLD.decided_at AND NEW.vacs IS OLD.vacs
    AND NEW.plan_by IS OLD.plan_by
    AND (NEW.feedback IS OLD.feedback OR NEW.feedback = '[erased]')
    AND (NEW.explained IS OLD.explained OR NEW.explained = '[erased]')
    AND (NEW.plan IS OLD.plan OR NEW.plan = '[erased]')
    AND (NEW.declined IS OLD.declined OR NEW.declined = '[erased]')
    AND (NEW.feedback IS NOT OLD.feedback OR NEW.explained IS NOT OLD.explained OR NEW.plan IS NOT OLD.plan OR NEW.declined IS NOT OLD.declined)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only');
END;
