CREATE TRIGGER recognition_samples_append_only BEFORE UPDATE OR DELETE ON recognition_samples FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recognition_samples_no_truncate BEFORE TRUNCATE ON recognition_samples FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE recognition_samples ADD CONSTRAINT recognition_samples_has_a_name CHECK (prior_learning_id <> '') NOT VALID;
