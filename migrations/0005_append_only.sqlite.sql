-- What has happened cannot be changed or taken back in the database itself. SQLite's way of saying it.

CREATE TRIGGER content_versions_no_update BEFORE UPDATE ON content_versions
BEGIN
    SELECT RAISE(ABORT, 'content_versions is append-only');
END;

CREATE TRIGGER content_versions_no_delete BEFORE DELETE ON content_versions
BEGIN
    SELECT RAISE(ABORT, 'content_versions is append-only');
END;

CREATE TRIGGER enrolments_no_update BEFORE UPDATE ON enrolments
BEGIN
    SELECT RAISE(ABORT, 'enrolments is append-only');
END;

CREATE TRIGGER enrolments_no_delete BEFORE DELETE ON enrolments
BEGIN
    SELECT RAISE(ABORT, 'enrolments is append-only');
END;

CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings
BEGIN
    SELECT RAISE(ABORT, 'readings is append-only');
END;

CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings
BEGIN
    SELECT RAISE(ABORT, 'readings is append-only');
END;

CREATE TRIGGER practice_answers_no_update BEFORE UPDATE ON practice_answers
BEGIN
    SELECT RAISE(ABORT, 'practice_answers is append-only');
END;

CREATE TRIGGER practice_answers_no_delete BEFORE DELETE ON practice_answers
BEGIN
    SELECT RAISE(ABORT, 'practice_answers is append-only');
END;

CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions
BEGIN
    SELECT RAISE(ABORT, 'submissions is append-only');
END;

CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions
BEGIN
    SELECT RAISE(ABORT, 'submissions is append-only');
END;

CREATE TRIGGER submission_links_no_update BEFORE UPDATE ON submission_links
BEGIN
    SELECT RAISE(ABORT, 'submission_links is append-only');
END;

CREATE TRIGGER submission_links_no_delete BEFORE DELETE ON submission_links
BEGIN
    SELECT RAISE(ABORT, 'submission_links is append-only');
END;

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only');
END;

CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only');
END;

CREATE TRIGGER closures_no_update BEFORE UPDATE ON closures
BEGIN
    SELECT RAISE(ABORT, 'closures is append-only');
END;

CREATE TRIGGER closures_no_delete BEFORE DELETE ON closures
BEGIN
    SELECT RAISE(ABORT, 'closures is append-only');
END;

CREATE TRIGGER sign_offs_no_update BEFORE UPDATE ON sign_offs
BEGIN
    SELECT RAISE(ABORT, 'sign_offs is append-only');
END;

CREATE TRIGGER sign_offs_no_delete BEFORE DELETE ON sign_offs
BEGIN
    SELECT RAISE(ABORT, 'sign_offs is append-only');
END;

CREATE TRIGGER certificates_no_update BEFORE UPDATE ON certificates
BEGIN
    SELECT RAISE(ABORT, 'certificates is append-only');
END;

CREATE TRIGGER certificates_no_delete BEFORE DELETE ON certificates
BEGIN
    SELECT RAISE(ABORT, 'certificates is append-only');
END;

CREATE TRIGGER certificate_events_no_update BEFORE UPDATE ON certificate_events
BEGIN
    SELECT RAISE(ABORT, 'certificate_events is append-only');
END;

CREATE TRIGGER certificate_events_no_delete BEFORE DELETE ON certificate_events
BEGIN
    SELECT RAISE(ABORT, 'certificate_events is append-only');
END;

CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;

CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;

CREATE TRIGGER attempts_submitted_once BEFORE UPDATE ON attempts WHEN OLD.submitted_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a submitted attempt does not change');
END;

CREATE TRIGGER attempts_no_delete BEFORE DELETE ON attempts
BEGIN
    SELECT RAISE(ABORT, 'attempts is append-only');
END;

CREATE TRIGGER answers_of_open_attempts BEFORE UPDATE ON answers WHEN OLD.mark IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a marked answer does not change');
END;

CREATE TRIGGER answers_stay BEFORE DELETE ON answers WHEN OLD.mark IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a marked answer does not change');
END;

CREATE TRIGGER answers_in_time BEFORE INSERT ON answers
WHEN (SELECT submitted_at FROM attempts WHERE id = NEW.attempt_id) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a submitted attempt takes no more answers');
END;
