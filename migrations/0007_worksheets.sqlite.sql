CREATE TRIGGER submission_comments_no_update BEFORE UPDATE ON submission_comments
BEGIN
    SELECT RAISE(ABORT, 'submission_comments is append-only');
END;

CREATE TRIGGER submission_comments_no_delete BEFORE DELETE ON submission_comments
BEGIN
    SELECT RAISE(ABORT, 'submission_comments is append-only');
END;
