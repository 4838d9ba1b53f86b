-- What 0021 guards in the tables from before, in those that have come since.

CREATE TRIGGER action_withdrawals_no_replace BEFORE INSERT ON action_withdrawals
WHEN EXISTS (SELECT 1 FROM action_withdrawals WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM action_withdrawals WHERE finding_id = NEW.finding_id)
BEGIN
    SELECT RAISE(ABORT, 'action_withdrawals: this is there already');
END;

CREATE TRIGGER corrections_no_replace BEFORE INSERT ON corrections
WHEN EXISTS (SELECT 1 FROM corrections WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM corrections WHERE answer_id = NEW.answer_id)
BEGIN
    SELECT RAISE(ABORT, 'corrections: this is there already');
END;

CREATE TRIGGER testimony_accounts_no_replace BEFORE INSERT ON testimony_accounts
WHEN EXISTS (SELECT 1 FROM testimony_accounts WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM testimony_accounts WHERE request_id = NEW.request_id AND because = NEW.because)
BEGIN
    SELECT RAISE(ABORT, 'testimony_accounts: this is there already');
END;

CREATE TRIGGER inspections_no_replace BEFORE INSERT ON inspections
WHEN EXISTS (SELECT 1 FROM inspections WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM inspections WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'inspections: this is there already');
END;

CREATE TRIGGER prior_learning_looks_no_replace BEFORE INSERT ON prior_learning_looks
WHEN EXISTS (SELECT 1 FROM prior_learning_looks WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM prior_learning_looks WHERE transfer_id = NEW.transfer_id AND criterion = NEW.criterion AND prior_learning_id = NEW.prior_learning_id)
BEGIN
    SELECT RAISE(ABORT, 'prior_learning_looks: this is there already');
END;

CREATE TRIGGER look_outcomes_no_replace BEFORE INSERT ON look_outcomes
WHEN EXISTS (SELECT 1 FROM look_outcomes WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM look_outcomes WHERE transfer_id = NEW.transfer_id AND criterion = NEW.criterion)
BEGIN
    SELECT RAISE(ABORT, 'look_outcomes: this is there already');
END;

CREATE TRIGGER inspections_has_a_name BEFORE INSERT ON inspections WHEN NEW.id IS NULL OR NEW.id = ''
BEGIN
    SELECT RAISE(ABORT, 'inspections: this has no name');
END;

-- A text is purged once; what others wrote about it, as often as there is something.
DROP TRIGGER purges_no_replace;

CREATE TRIGGER purges_no_replace BEFORE INSERT ON purges
WHEN EXISTS (SELECT 1 FROM purges WHERE rowid = NEW.rowid)
    OR EXISTS (SELECT 1 FROM purges WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM purges WHERE submission_id = NEW.submission_id AND file_hash = NEW.file_hash)
    OR (NOT NEW.of_words AND NEW.file_hash IS NULL
        AND EXISTS (SELECT 1 FROM purges WHERE submission_id = NEW.submission_id AND file_hash IS NULL AND NOT of_words))
BEGIN
    SELECT RAISE(ABORT, 'purges: this is there already');
END;

-- Whoever is a witness by any of their accounts has a part in the work.
DROP VIEW submission_parts;
CREATE VIEW submission_parts AS
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
CREATE TRIGGER corrections_after_inspection BEFORE INSERT ON corrections
WHEN NEW.outcome = 'achieved'
    AND EXISTS (SELECT 1 FROM submissions s JOIN evidence e ON e.id = s.evidence_id WHERE s.id = NEW.submission_id AND e.kind = 'workplace-held')
    AND NOT EXISTS (SELECT 1 FROM inspections i WHERE i.submission_id = NEW.submission_id AND i.assessor_id = NEW.corrected_by)
BEGIN
    SELECT RAISE(ABORT, 'it was not inspected');
END;
