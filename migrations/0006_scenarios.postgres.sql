-- What was said stays said.

CREATE TRIGGER plays_append_only BEFORE UPDATE OR DELETE ON plays FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER play_branches_append_only BEFORE UPDATE OR DELETE ON play_branches FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER play_steps_append_only BEFORE UPDATE OR DELETE ON play_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
