-- A witness is not the assessor, nor countersigns, nor answers an appeal, by whichever account.

CREATE TRIGGER testimony_accounts_no_update BEFORE UPDATE ON testimony_accounts
BEGIN
    SELECT RAISE(ABORT, 'testimony_accounts is append-only');
END;

CREATE TRIGGER testimony_accounts_no_delete BEFORE DELETE ON testimony_accounts
BEGIN
    SELECT RAISE(ABORT, 'testimony_accounts is append-only');
END;

DROP TRIGGER decisions_not_by_the_witness;

CREATE TRIGGER decisions_not_by_the_witness BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id
             WHERE s.id = NEW.submission_id AND w.person_id = NEW.assessor_id)
BEGIN
    SELECT RAISE(ABORT, 'a witness is not the assessor');
END;

CREATE TRIGGER countersignatures_not_by_the_witness BEFORE INSERT ON countersignatures
WHEN EXISTS (SELECT 1 FROM proposals o JOIN submissions s ON s.id = o.submission_id JOIN witnesses w ON w.evidence_id = s.evidence_id
             WHERE o.id = NEW.proposal_id AND w.person_id = NEW.countersigned_by)
BEGIN
    SELECT RAISE(ABORT, 'a witness does not countersign');
END;

DROP TRIGGER appeals_not_answered_by_the_witness;

CREATE TRIGGER appeals_not_answered_by_the_witness BEFORE INSERT ON appeal_outcomes
WHEN EXISTS (SELECT 1 FROM submissions s JOIN witnesses w ON w.evidence_id = s.evidence_id
             WHERE s.id = NEW.submission_id AND w.person_id = NEW.answered_by)
BEGIN
    SELECT RAISE(ABORT, 'a witness does not answer the appeal');
END;

-- Nothing is uploaded of what stays in the workplace, nor added to what others wrote.

CREATE TRIGGER evidence_files_where_they_belong BEFORE INSERT ON evidence_files
WHEN EXISTS (SELECT 1 FROM evidence e WHERE e.id = NEW.evidence_id
             AND e.kind IN ('workplace-held', 'witness-testimony', 'observation', 'professional-discussion'))
BEGIN
    SELECT RAISE(ABORT, 'this kind of evidence holds no files');
END;

-- What stays in the workplace is achieved by what its assessor has seen there.

CREATE TRIGGER decisions_after_inspection BEFORE INSERT ON decisions
WHEN NEW.outcome = 'achieved'
    AND EXISTS (SELECT 1 FROM submissions s JOIN evidence e ON e.id = s.evidence_id WHERE s.id = NEW.submission_id AND e.kind = 'workplace-held')
    AND NOT EXISTS (SELECT 1 FROM inspections i WHERE i.submission_id = NEW.submission_id AND i.assessor_id = NEW.assessor_id)
BEGIN
    SELECT RAISE(ABORT, 'it was not inspected');
END;

CREATE TRIGGER appeals_after_inspection BEFORE INSERT ON appeal_outcomes
WHEN NEW.outcome = 'achieved'
    AND EXISTS (SELECT 1 FROM submissions s JOIN evidence e ON e.id = s.evidence_id WHERE s.id = NEW.submission_id AND e.kind = 'workplace-held')
    AND NOT EXISTS (SELECT 1 FROM inspections i WHERE i.submission_id = NEW.submission_id AND i.assessor_id = NEW.answered_by)
BEGIN
    SELECT RAISE(ABORT, 'it was not inspected');
END;

CREATE TRIGGER inspections_no_update BEFORE UPDATE ON inspections
WHEN NOT (
    NEW.id IS OLD.id AND NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.inspected_on IS OLD.inspected_on AND NEW.recorded_at IS OLD.recorded_at
    AND NEW.place IS NOT OLD.place AND NEW.place = '[erased]'
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'inspections is append-only');
END;

CREATE TRIGGER inspections_no_delete BEFORE DELETE ON inspections
BEGIN
    SELECT RAISE(ABORT, 'inspections is append-only');
END;

-- A purge of what others wrote lets nothing of the text go.

DROP TRIGGER submissions_no_update;

CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions
WHEN NOT (
    NEW.id IS OLD.id AND NEW.evidence_id IS OLD.evidence_id AND NEW.person_id IS OLD.person_id AND NEW.enrolment_id IS OLD.enrolment_id AND NEW.unit IS OLD.unit AND NEW.number IS OLD.number AND NEW.activity_hash IS OLD.activity_hash AND NEW.specification_hash IS OLD.specification_hash AND NEW.submitted_at IS OLD.submitted_at
    AND (NEW.body IS OLD.body OR NEW.body = '[erased]')
    AND (NEW.body IS NOT OLD.body)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.id AND p.file_hash IS NULL AND NOT p.of_words))
BEGIN
    SELECT RAISE(ABORT, 'submissions is append-only');
END;

DROP TRIGGER submission_links_no_update;

CREATE TRIGGER submission_links_no_update BEFORE UPDATE ON submission_links
WHEN NOT (
    NEW.submission_id IS OLD.submission_id AND NEW.criterion IS OLD.criterion
    AND (NEW.locator IS OLD.locator OR NEW.locator = '[erased]')
    AND (NEW.justification IS OLD.justification OR NEW.justification = '[erased]')
    AND (NEW.locator IS NOT OLD.locator OR NEW.justification IS NOT OLD.justification)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.file_hash IS NULL AND NOT p.of_words))
BEGIN
    SELECT RAISE(ABORT, 'submission_links is append-only');
END;

-- What was said when countersigning and sampling can be purged like the words of a decision.

DROP TRIGGER countersignatures_no_update;

CREATE TRIGGER countersignatures_no_update BEFORE UPDATE ON countersignatures
WHEN NOT (
    NEW.proposal_id IS OLD.proposal_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.learner_id IS OLD.learner_id AND NEW.outcome IS OLD.outcome AND NEW.countersigned_by IS OLD.countersigned_by AND NEW.countersigned_at IS OLD.countersigned_at
    AND NEW.comment IS NOT OLD.comment AND NEW.comment = '[erased]'
    AND EXISTS (SELECT 1 FROM proposals o JOIN purges p ON p.submission_id = o.submission_id WHERE o.id = OLD.proposal_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'countersignatures is append-only');
END;

DROP TRIGGER samples_no_update;

CREATE TRIGGER samples_no_update BEFORE UPDATE ON samples
WHEN NOT (
    NEW.id IS OLD.id AND NEW.plan_id IS OLD.plan_id AND NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.countersigner_id IS OLD.countersigner_id AND NEW.iqa_id IS OLD.iqa_id AND NEW.sampled_at IS OLD.sampled_at
    AND NEW.comment IS NOT OLD.comment AND NEW.comment = '[erased]'
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'samples is append-only');
END;

DROP TRIGGER findings_no_update;

CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings
WHEN NOT (
    NEW.id IS OLD.id AND NEW.sample_id IS OLD.sample_id AND NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.iqa_id IS OLD.iqa_id AND NEW.criterion IS OLD.criterion AND NEW.outcome IS OLD.outcome AND NEW.act_by IS OLD.act_by AND NEW.asked_of IS OLD.asked_of
    AND OLD.action IS NOT NULL AND NEW.action IS NOT OLD.action AND NEW.action = '[erased]'
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'findings is append-only');
END;

DROP TRIGGER action_answers_no_update;

CREATE TRIGGER action_answers_no_update BEFORE UPDATE ON action_answers
WHEN NOT (
    NEW.id IS OLD.id AND NEW.finding_id IS OLD.finding_id AND NEW.number IS OLD.number AND NEW.answered_by IS OLD.answered_by AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.answered_at IS OLD.answered_at
    AND NEW.answer IS NOT OLD.answer AND NEW.answer = '[erased]'
    AND EXISTS (SELECT 1 FROM findings f JOIN purges p ON p.submission_id = f.submission_id WHERE f.id = OLD.finding_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'action_answers is append-only');
END;

DROP TRIGGER action_reviews_no_update;

CREATE TRIGGER action_reviews_no_update BEFORE UPDATE ON action_reviews
WHEN NOT (
    NEW.answer_id IS OLD.answer_id AND NEW.answered_by IS OLD.answered_by AND NEW.learner_id IS OLD.learner_id AND NEW.assessor_id IS OLD.assessor_id AND NEW.outcome IS OLD.outcome AND NEW.act_by IS OLD.act_by AND NEW.reviewed_by IS OLD.reviewed_by AND NEW.reviewed_at IS OLD.reviewed_at
    AND NEW.comment IS NOT OLD.comment AND NEW.comment = '[erased]'
    AND EXISTS (SELECT 1 FROM action_answers a JOIN findings f ON f.id = a.finding_id JOIN purges p ON p.submission_id = f.submission_id
                WHERE a.id = OLD.answer_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'action_reviews is append-only');
END;
