-- What was reviewed stays reviewed.

CREATE TRIGGER term_versions_append_only BEFORE UPDATE OR DELETE ON term_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reviews_append_only BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION refuse_change();
