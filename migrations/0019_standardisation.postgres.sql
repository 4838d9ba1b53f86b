-- What was judged, and what was found of it, stays.

CREATE TRIGGER exemplars_append_only BEFORE UPDATE OR DELETE ON exemplars FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exemplar_criteria_append_only BEFORE UPDATE OR DELETE ON exemplar_criteria FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exercise_ratings_append_only BEFORE UPDATE OR DELETE ON exercise_ratings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exercise_agreements_append_only BEFORE UPDATE OR DELETE ON exercise_agreements FOR EACH ROW EXECUTE FUNCTION refuse_change();
