-- What has happened cannot be changed or taken back in the database itself. PostgreSQL's way of saying it.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER content_versions_append_only BEFORE UPDATE OR DELETE ON content_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER enrolments_append_only BEFORE UPDATE OR DELETE ON enrolments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER readings_append_only BEFORE UPDATE OR DELETE ON readings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER practice_answers_append_only BEFORE UPDATE OR DELETE ON practice_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submissions_append_only BEFORE UPDATE OR DELETE ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_links_append_only BEFORE UPDATE OR DELETE ON submission_links FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closures_append_only BEFORE UPDATE OR DELETE ON closures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sign_offs_append_only BEFORE UPDATE OR DELETE ON sign_offs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificates_append_only BEFORE UPDATE OR DELETE ON certificates FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificate_events_append_only BEFORE UPDATE OR DELETE ON certificate_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER attempts_submitted_once BEFORE UPDATE ON attempts FOR EACH ROW
    WHEN (OLD.submitted_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_no_delete BEFORE DELETE ON attempts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answers_of_open_attempts BEFORE UPDATE ON answers FOR EACH ROW
    WHEN (OLD.mark IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answers_stay BEFORE DELETE ON answers FOR EACH ROW
    WHEN (OLD.mark IS NOT NULL) EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_late_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT submitted_at FROM attempts WHERE id = NEW.attempt_id) IS NOT NULL THEN
        RAISE EXCEPTION 'a submitted attempt takes no more answers';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER answers_in_time BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION refuse_late_answer();
