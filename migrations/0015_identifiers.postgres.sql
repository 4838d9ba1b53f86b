-- What somebody has said stays said.

CREATE TRIGGER assurances_append_only BEFORE UPDATE OR DELETE ON assurances FOR EACH ROW EXECUTE FUNCTION refuse_change();
