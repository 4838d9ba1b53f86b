-- What a pass opens and who looked stays; a pass opens only what a plan has drawn.

CREATE TRIGGER passes_no_update BEFORE UPDATE ON passes
BEGIN
    SELECT RAISE(ABORT, 'passes is append-only');
END;

CREATE TRIGGER passes_no_delete BEFORE DELETE ON passes
BEGIN
    SELECT RAISE(ABORT, 'passes is append-only');
END;

CREATE TRIGGER pass_records_no_update BEFORE UPDATE ON pass_records
BEGIN
    SELECT RAISE(ABORT, 'pass_records is append-only');
END;

CREATE TRIGGER pass_records_no_delete BEFORE DELETE ON pass_records
BEGIN
    SELECT RAISE(ABORT, 'pass_records is append-only');
END;

CREATE TRIGGER pass_withdrawals_no_update BEFORE UPDATE ON pass_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'pass_withdrawals is append-only');
END;

CREATE TRIGGER pass_withdrawals_no_delete BEFORE DELETE ON pass_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'pass_withdrawals is append-only');
END;

CREATE TRIGGER pass_views_no_update BEFORE UPDATE ON pass_views
BEGIN
    SELECT RAISE(ABORT, 'pass_views is append-only');
END;

CREATE TRIGGER pass_views_no_delete BEFORE DELETE ON pass_views
BEGIN
    SELECT RAISE(ABORT, 'pass_views is append-only');
END;

CREATE TRIGGER pass_records_drawn BEFORE INSERT ON pass_records
WHEN EXISTS (SELECT 1 FROM sampling_records r
             WHERE r.plan_id = NEW.plan_id AND r.submission_id = NEW.submission_id AND r.reasons IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a pass opens only what a plan has drawn');
END;
