CREATE TRIGGER submission_comments_append_only BEFORE UPDATE OR DELETE ON submission_comments FOR EACH ROW EXECUTE FUNCTION refuse_change();
