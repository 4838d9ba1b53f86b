-- What was judged, and what was found of it, stays.

CREATE TRIGGER exemplars_no_update BEFORE UPDATE ON exemplars
BEGIN
    SELECT RAISE(ABORT, 'exemplars is append-only');
END;

CREATE TRIGGER exemplars_no_delete BEFORE DELETE ON exemplars
BEGIN
    SELECT RAISE(ABORT, 'exemplars is append-only');
END;

CREATE TRIGGER exemplar_criteria_no_update BEFORE UPDATE ON exemplar_criteria
BEGIN
    SELECT RAISE(ABORT, 'exemplar_criteria is append-only');
END;

CREATE TRIGGER exemplar_criteria_no_delete BEFORE DELETE ON exemplar_criteria
BEGIN
    SELECT RAISE(ABORT, 'exemplar_criteria is append-only');
END;

CREATE TRIGGER exercise_ratings_no_update BEFORE UPDATE ON exercise_ratings
BEGIN
    SELECT RAISE(ABORT, 'exercise_ratings is append-only');
END;

CREATE TRIGGER exercise_ratings_no_delete BEFORE DELETE ON exercise_ratings
BEGIN
    SELECT RAISE(ABORT, 'exercise_ratings is append-only');
END;

CREATE TRIGGER exercise_agreements_no_update BEFORE UPDATE ON exercise_agreements
BEGIN
    SELECT RAISE(ABORT, 'exercise_agreements is append-only');
END;

CREATE TRIGGER exercise_agreements_no_delete BEFORE DELETE ON exercise_agreements
BEGIN
    SELECT RAISE(ABORT, 'exercise_agreements is append-only');
END;
