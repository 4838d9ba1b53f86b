-- A move is never taken back.

CREATE TRIGGER specification_mappings_append_only BEFORE UPDATE OR DELETE ON specification_mappings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE ON transfers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfer_looks_append_only BEFORE UPDATE OR DELETE ON transfer_looks FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER carry_overs_append_only BEFORE UPDATE OR DELETE ON carry_overs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER prior_learning_append_only BEFORE UPDATE OR DELETE ON prior_learning FOR EACH ROW EXECUTE FUNCTION refuse_change();
