CREATE TRIGGER proposals_append_only BEFORE UPDATE OR DELETE ON proposals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER countersignatures_append_only BEFORE UPDATE OR DELETE ON countersignatures FOR EACH ROW EXECUTE FUNCTION refuse_change();
