-- Whoever has answered what an assessor in training proposed has a part in the work, whatever the answer was.
DROP VIEW submission_parts;
CREATE VIEW submission_parts AS
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
CREATE TRIGGER corrections_after_appeals BEFORE INSERT ON corrections
WHEN EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.decision_id = NEW.decision_id
             AND (NEW.corrected_by IN (o.assessor_id, o.confirmed_by) OR (o.outcome = 'achieved' AND NEW.outcome <> 'achieved')))
BEGIN
    SELECT RAISE(ABORT, 'an appeal is not undone by whoever it was against, and takes nothing away');
END;

CREATE TRIGGER corrections_not_by_a_witness BEFORE INSERT ON corrections
WHEN EXISTS (SELECT 1 FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id
             WHERE s.id = NEW.submission_id AND w.person_id = NEW.corrected_by)
BEGIN
    SELECT RAISE(ABORT, 'a witness is not the assessor');
END;

-- A place can give somebody away: it goes with the text of the observation, and the reason of a withdrawal with the words of others.
DROP TRIGGER observations_no_update;
CREATE TRIGGER observations_no_update BEFORE UPDATE ON observations
WHEN NOT (
    NEW.evidence_id IS OLD.evidence_id AND NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id
    AND NEW.assessor_id IS OLD.assessor_id AND NEW.happened_on IS OLD.happened_on AND NEW.minutes IS OLD.minutes
    AND NEW.recorded_at IS OLD.recorded_at AND NEW.place = '[erased]' AND OLD.place <> '[erased]'
    AND EXISTS (SELECT 1 FROM purges p WHERE p.evidence_id = OLD.evidence_id AND p.submission_id IS NULL AND p.file_hash IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'observations is append-only');
END;

DROP TRIGGER action_withdrawals_no_update;
CREATE TRIGGER action_withdrawals_no_update BEFORE UPDATE ON action_withdrawals
WHEN NOT (
    NEW.finding_id IS OLD.finding_id AND NEW.asked_of IS OLD.asked_of AND NEW.learner_id IS OLD.learner_id
    AND NEW.assessor_id IS OLD.assessor_id AND NEW.withdrawn_by IS OLD.withdrawn_by AND NEW.withdrawn_at IS OLD.withdrawn_at
    AND NEW.reason = '[erased]' AND OLD.reason <> '[erased]'
    AND EXISTS (SELECT 1 FROM findings f JOIN purges p ON p.submission_id = f.submission_id AND p.words_too WHERE f.id = OLD.finding_id))
BEGIN
    SELECT RAISE(ABORT, 'action_withdrawals is append-only');
END;
