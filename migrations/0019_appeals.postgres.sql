-- An appeal and its answer stay.

CREATE TRIGGER appeals_append_only BEFORE UPDATE OR DELETE ON appeals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_withdrawals_append_only BEFORE UPDATE OR DELETE ON appeal_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_outcomes_append_only BEFORE UPDATE OR DELETE ON appeal_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change();
