-- Nobody looks at what they had a part in; what was withdrawn and corrected stays, but for texts of what was purged.

CREATE TRIGGER samples_by_somebody_else BEFORE INSERT ON samples
WHEN EXISTS (SELECT 1 FROM submission_parts p WHERE p.submission_id = NEW.submission_id AND p.person_id = NEW.iqa_id)
BEGIN
    SELECT RAISE(ABORT, 'nobody samples what they had a part in');
END;

CREATE TRIGGER action_reviews_by_somebody_else BEFORE INSERT ON action_reviews
WHEN EXISTS (SELECT 1 FROM action_answers a JOIN findings f ON f.id = a.finding_id JOIN submission_parts p ON p.submission_id = f.submission_id
             WHERE a.id = NEW.answer_id AND p.person_id = NEW.reviewed_by)
BEGIN
    SELECT RAISE(ABORT, 'nobody closes an action about what they had a part in');
END;

CREATE TRIGGER action_withdrawals_by_somebody_else BEFORE INSERT ON action_withdrawals
WHEN EXISTS (SELECT 1 FROM findings f JOIN submission_parts p ON p.submission_id = f.submission_id
             WHERE f.id = NEW.finding_id AND p.person_id = NEW.withdrawn_by)
BEGIN
    SELECT RAISE(ABORT, 'nobody withdraws an action about what they had a part in');
END;

CREATE TRIGGER appeals_answered_by_somebody_else BEFORE INSERT ON appeal_outcomes
WHEN EXISTS (SELECT 1 FROM submission_parts p WHERE p.submission_id = NEW.submission_id AND p.person_id = NEW.answered_by AND p.part <> 'appeal'
             UNION ALL SELECT 1 FROM submission_looks l WHERE l.submission_id = NEW.submission_id AND l.person_id = NEW.answered_by)
BEGIN
    SELECT RAISE(ABORT, 'nobody answers an appeal about what they had a part in or have looked at');
END;

CREATE TRIGGER purges_by_nobody_with_a_part BEFORE INSERT ON purges
WHEN EXISTS (SELECT 1 FROM submissions s JOIN submission_parts p ON p.submission_id = s.id
             WHERE s.evidence_id = NEW.evidence_id AND p.person_id = NEW.purged_by)
BEGIN
    SELECT RAISE(ABORT, 'nobody purges what they had a part in');
END;

CREATE TRIGGER certificate_releases_by_somebody_else BEFORE INSERT ON certificate_releases
WHEN EXISTS (SELECT 1 FROM request_parts p WHERE p.request_id = NEW.request_id AND p.person_id = NEW.released_by)
BEGIN
    SELECT RAISE(ABORT, 'nobody releases what they had a part in');
END;

CREATE TRIGGER action_withdrawals_no_update BEFORE UPDATE ON action_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'action_withdrawals is append-only');
END;

CREATE TRIGGER action_withdrawals_no_delete BEFORE DELETE ON action_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'action_withdrawals is append-only');
END;

CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
WHEN NOT (
    NEW.answer_id IS OLD.answer_id AND NEW.finding_id IS OLD.finding_id AND NEW.decision_id IS OLD.decision_id AND NEW.submission_id IS OLD.submission_id AND NEW.criterion IS OLD.criterion AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.outcome IS OLD.outcome AND NEW.vacs IS OLD.vacs AND NEW.plan_by IS OLD.plan_by AND NEW.corrected_by IS OLD.corrected_by AND NEW.corrected_at IS OLD.corrected_at
    AND (NEW.feedback IS OLD.feedback OR NEW.feedback = '[erased]')
    AND (NEW.explained IS OLD.explained OR NEW.explained = '[erased]')
    AND (NEW.plan IS OLD.plan OR NEW.plan = '[erased]')
    AND (NEW.declined IS OLD.declined OR NEW.declined = '[erased]')
    AND (NEW.feedback IS NOT OLD.feedback OR NEW.explained IS NOT OLD.explained OR NEW.plan IS NOT OLD.plan OR NEW.declined IS NOT OLD.declined)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'corrections is append-only');
END;

CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN
    SELECT RAISE(ABORT, 'corrections is append-only');
END;

CREATE TRIGGER exercise_ratings_blind BEFORE INSERT ON exercise_ratings
WHEN EXISTS (SELECT 1 FROM exemplars x WHERE x.id = NEW.exemplar_id
             AND (x.made_by = NEW.assessor_id OR EXISTS (
                 SELECT 1 FROM submission_parts p WHERE p.submission_id = x.source_id AND p.person_id = NEW.assessor_id)))
BEGIN
    SELECT RAISE(ABORT, 'nobody judges what they know already');
END;
