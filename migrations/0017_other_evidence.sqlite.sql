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
WHEN OLD.kind IN ('witness-testimony', 'observation', 'professional-discussion') AND NEW.body <> OLD.body AND NEW.body <> '[erased]'
BEGIN
    SELECT RAISE(ABORT, 'the learner does not change what others said');
END;

CREATE TRIGGER decisions_not_by_the_witness BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM submissions s JOIN testimonies t ON t.evidence_id = s.evidence_id
             WHERE s.id = NEW.submission_id AND t.person_id = NEW.assessor_id)
BEGIN
    SELECT RAISE(ABORT, 'a witness is not the assessor');
END;
