-- What was handed in stays, files among it, and a hash goes on standing for the same bytes.

CREATE TRIGGER submission_files_append_only BEFORE UPDATE OR DELETE ON submission_files FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER files_stay_the_same BEFORE UPDATE ON files FOR EACH ROW EXECUTE FUNCTION refuse_change();
