-- What was found, asked and answered stays.

CREATE TRIGGER sampling_policies_append_only BEFORE UPDATE OR DELETE ON sampling_policies FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sampling_plans_append_only BEFORE UPDATE OR DELETE ON sampling_plans FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sampling_records_append_only BEFORE UPDATE OR DELETE ON sampling_records FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER samples_append_only BEFORE UPDATE OR DELETE ON samples FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER findings_append_only BEFORE UPDATE OR DELETE ON findings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER action_answers_append_only BEFORE UPDATE OR DELETE ON action_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER action_reviews_append_only BEFORE UPDATE OR DELETE ON action_reviews FOR EACH ROW EXECUTE FUNCTION refuse_change();
