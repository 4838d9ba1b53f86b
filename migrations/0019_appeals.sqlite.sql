-- An appeal and its answer stay, but for texts of what was purged; nobody answers whose testimony it is about, or purges what they answered.

CREATE TRIGGER appeals_no_update BEFORE UPDATE ON appeals
WHEN NOT (
    NEW.id IS OLD.id AND NEW.number IS OLD.number AND NEW.decision_id IS OLD.decision_id AND NEW.submission_id IS OLD.submission_id AND NEW.criterion IS OLD.criterion AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.confirmed_by IS OLD.confirmed_by AND NEW.appealed_at IS OLD.appealed_at
    AND (NEW.grounds IS OLD.grounds OR NEW.grounds = '[erased]')
    AND (NEW.grounds IS NOT OLD.grounds)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'appeals is append-only');
END;

CREATE TRIGGER appeals_no_delete BEFORE DELETE ON appeals
BEGIN
    SELECT RAISE(ABORT, 'appeals is append-only');
END;

CREATE TRIGGER appeal_withdrawals_no_update BEFORE UPDATE ON appeal_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'appeal_withdrawals is append-only');
END;

CREATE TRIGGER appeal_withdrawals_no_delete BEFORE DELETE ON appeal_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'appeal_withdrawals is append-only');
END;

CREATE TRIGGER appeal_outcomes_no_update BEFORE UPDATE ON appeal_outcomes
WHEN NOT (
    NEW.appeal_id IS OLD.appeal_id AND NEW.decision_id IS OLD.decision_id AND NEW.submission_id IS OLD.submission_id AND NEW.criterion IS OLD.criterion AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.confirmed_by IS OLD.confirmed_by AND NEW.outcome IS OLD.outcome AND NEW.vacs IS OLD.vacs AND NEW.plan_by IS OLD.plan_by AND NEW.answered_by IS OLD.answered_by AND NEW.answered_at IS OLD.answered_at
    AND (NEW.feedback IS OLD.feedback OR NEW.feedback = '[erased]')
    AND (NEW.explained IS OLD.explained OR NEW.explained = '[erased]')
    AND (NEW.plan IS OLD.plan OR NEW.plan = '[erased]')
    AND (NEW.declined IS OLD.declined OR NEW.declined = '[erased]')
    AND (NEW.feedback IS NOT OLD.feedback OR NEW.explained IS NOT OLD.explained OR NEW.plan IS NOT OLD.plan OR NEW.declined IS NOT OLD.declined)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'appeal_outcomes is append-only');
END;

CREATE TRIGGER appeal_outcomes_no_delete BEFORE DELETE ON appeal_outcomes
BEGIN
    SELECT RAISE(ABORT, 'appeal_outcomes is append-only');
END;

CREATE TRIGGER appeals_not_answered_by_the_witness BEFORE INSERT ON appeal_outcomes
WHEN EXISTS (SELECT 1 FROM submissions s JOIN testimonies t ON t.evidence_id = s.evidence_id
             WHERE s.id = NEW.submission_id AND t.person_id = NEW.answered_by)
BEGIN
    SELECT RAISE(ABORT, 'a witness does not answer the appeal');
END;

CREATE TRIGGER purges_not_by_who_answered BEFORE INSERT ON purges
WHEN EXISTS (SELECT 1 FROM submissions s JOIN appeal_outcomes o ON o.submission_id = s.id
             WHERE s.evidence_id = NEW.evidence_id AND o.answered_by = NEW.purged_by)
BEGIN
    SELECT RAISE(ABORT, 'nobody purges what they decided on');
END;
