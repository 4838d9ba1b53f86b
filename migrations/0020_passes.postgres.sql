-- What a pass opens and who looked stays; a pass opens only what a plan has drawn.

CREATE TRIGGER passes_append_only BEFORE UPDATE OR DELETE ON passes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_records_append_only BEFORE UPDATE OR DELETE ON pass_records FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_withdrawals_append_only BEFORE UPDATE OR DELETE ON pass_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pass_views_append_only BEFORE UPDATE OR DELETE ON pass_views FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_undrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM sampling_records r
               WHERE r.plan_id = NEW.plan_id AND r.submission_id = NEW.submission_id AND r.reasons IS NULL) THEN
        RAISE EXCEPTION 'a pass opens only what a plan has drawn';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER pass_records_drawn BEFORE INSERT ON pass_records FOR EACH ROW EXECUTE FUNCTION refuse_undrawn();
