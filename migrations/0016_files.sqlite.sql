-- What was handed in stays, files among it, and a hash goes on standing for the same bytes. One change is let through: a text of what was
-- purged becomes "[erased]", and nothing else with it.

CREATE TRIGGER submission_files_no_delete BEFORE DELETE ON submission_files
BEGIN
    SELECT RAISE(ABORT, 'submission_files is append-only');
END;

CREATE TRIGGER files_stay_the_same BEFORE UPDATE ON files
BEGIN
    SELECT RAISE(ABORT, 'files do not change');
END;

CREATE TRIGGER purges_no_update BEFORE UPDATE ON purges
BEGIN
    SELECT RAISE(ABORT, 'purges is append-only');
END;

CREATE TRIGGER purges_no_delete BEFORE DELETE ON purges
BEGIN
    SELECT RAISE(ABORT, 'purges is append-only');
END;

CREATE TRIGGER purges_by_somebody_else BEFORE INSERT ON purges
WHEN EXISTS (
    SELECT 1 FROM submissions s
    LEFT JOIN decisions d ON d.submission_id = s.id
    LEFT JOIN closures c ON c.submission_id = s.id
    WHERE s.evidence_id = NEW.evidence_id AND (d.assessor_id = NEW.purged_by OR c.assessor_id = NEW.purged_by))
BEGIN
    SELECT RAISE(ABORT, 'nobody purges what they decided on');
END;

DROP TRIGGER submissions_no_update;

CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions
WHEN NOT (
    NEW.id IS OLD.id AND NEW.evidence_id IS OLD.evidence_id AND NEW.person_id IS OLD.person_id AND NEW.enrolment_id IS OLD.enrolment_id AND NEW.unit IS OLD.unit AND NEW.number IS OLD.number AND NEW.activity_hash IS OLD.activity_hash AND NEW.specification_hash IS OLD.specification_hash AND NEW.submitted_at IS OLD.submitted_at
    AND (NEW.body IS OLD.body OR NEW.body = '[erased]')
    AND (NEW.body IS NOT OLD.body)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.id AND p.file_hash IS NULL))
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
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.file_hash IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'submission_links is append-only');
END;

CREATE TRIGGER submission_files_no_update BEFORE UPDATE ON submission_files
WHEN NOT (
    NEW.submission_id IS OLD.submission_id AND NEW.person_id IS OLD.person_id AND NEW.file_hash IS OLD.file_hash AND NEW.added_at IS OLD.added_at
    AND (NEW.name IS OLD.name OR NEW.name = '[erased]')
    AND (NEW.description IS OLD.description OR NEW.description = '[erased]')
    AND (NEW.name IS NOT OLD.name OR NEW.description IS NOT OLD.description)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.file_hash = OLD.file_hash))
BEGIN
    SELECT RAISE(ABORT, 'submission_files is append-only');
END;

DROP TRIGGER decisions_no_update;

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
WHEN NOT (
    NEW.id IS OLD.id AND NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.criterion IS OLD.criterion AND NEW.outcome IS OLD.outcome AND NEW.assessor_id IS OLD.assessor_id AND NEW.decided_at IS OLD.decided_at AND NEW.vacs IS OLD.vacs AND NEW.plan_by IS OLD.plan_by
    AND (NEW.feedback IS OLD.feedback OR NEW.feedback = '[erased]')
    AND (NEW.explained IS OLD.explained OR NEW.explained = '[erased]')
    AND (NEW.plan IS OLD.plan OR NEW.plan = '[erased]')
    AND (NEW.feedback IS NOT OLD.feedback OR NEW.explained IS NOT OLD.explained OR NEW.plan IS NOT OLD.plan)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only');
END;

DROP TRIGGER closures_no_update;

CREATE TRIGGER closures_no_update BEFORE UPDATE ON closures
WHEN NOT (
    NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.outcome IS OLD.outcome AND NEW.assessor_id IS OLD.assessor_id AND NEW.closed_at IS OLD.closed_at
    AND (NEW.comment IS OLD.comment OR NEW.comment = '[erased]')
    AND (NEW.comment IS NOT OLD.comment)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'closures is append-only');
END;

DROP TRIGGER submission_comments_no_update;

CREATE TRIGGER submission_comments_no_update BEFORE UPDATE ON submission_comments
WHEN NOT (
    NEW.submission_id IS OLD.submission_id AND NEW.learner_id IS OLD.learner_id AND NEW.field IS OLD.field AND NEW.assessor_id IS OLD.assessor_id AND NEW.commented_at IS OLD.commented_at
    AND (NEW.comment IS OLD.comment OR NEW.comment = '[erased]')
    AND (NEW.comment IS NOT OLD.comment)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'submission_comments is append-only');
END;

DROP TRIGGER proposals_no_update;

CREATE TRIGGER proposals_no_update BEFORE UPDATE ON proposals
WHEN NOT (
    NEW.id IS OLD.id AND NEW.assessor_id IS OLD.assessor_id AND NEW.learner_id IS OLD.learner_id AND NEW.submission_id IS OLD.submission_id AND NEW.enrolment_id IS OLD.enrolment_id AND NEW.unit IS OLD.unit AND NEW.proposed_at IS OLD.proposed_at
    AND (NEW.fields IS OLD.fields OR NEW.fields = '[erased]')
    AND (NEW.fields IS NOT OLD.fields)
    AND EXISTS (SELECT 1 FROM purges p WHERE p.submission_id = OLD.submission_id AND p.words_too))
BEGIN
    SELECT RAISE(ABORT, 'proposals is append-only');
END;
