-- What 0021 guards in the tables from before, in those that have come since.
CREATE TRIGGER action_withdrawals_no_truncate BEFORE TRUNCATE ON action_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER corrections_no_truncate BEFORE TRUNCATE ON corrections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER testimony_accounts_no_truncate BEFORE TRUNCATE ON testimony_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inspections_no_truncate BEFORE TRUNCATE ON inspections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER prior_learning_looks_no_truncate BEFORE TRUNCATE ON prior_learning_looks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER look_outcomes_no_truncate BEFORE TRUNCATE ON look_outcomes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE inspections ADD CONSTRAINT inspections_has_a_name CHECK (id <> '') NOT VALID;

-- Whoever is a witness by any of their accounts has a part in the work.
CREATE OR REPLACE VIEW submission_parts AS
SELECT s.id AS submission_id, s.person_id, 'learner' AS part FROM submissions s
UNION ALL SELECT d.submission_id, d.assessor_id, 'assessor' FROM decisions d
UNION ALL SELECT c.submission_id, c.assessor_id, 'assessor' FROM closures c
UNION ALL SELECT k.submission_id, k.corrected_by, 'assessor' FROM corrections k
UNION ALL SELECT p.submission_id, c.countersigned_by, 'countersigner'
          FROM proposals p JOIN countersignatures c ON c.proposal_id = p.id
          WHERE p.submission_id IS NOT NULL AND c.outcome = 'countersigned'
UNION ALL SELECT o.submission_id, o.answered_by, 'appeal' FROM appeal_outcomes o
UNION ALL SELECT s.id, o.assessor_id, 'observer' FROM submissions s JOIN observations o ON o.evidence_id = s.evidence_id
UNION ALL SELECT s.id, w.person_id, 'witness' FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id;

-- A decision that is made anew needs an inspection like the first.
CREATE TRIGGER corrections_after_inspection BEFORE INSERT ON corrections FOR EACH ROW
    WHEN (NEW.outcome = 'achieved') EXECUTE FUNCTION refuse_uninspected('corrected_by');
