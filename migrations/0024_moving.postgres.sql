-- A look and its answer stay. Only what this learner has achieved under this enrolment carries over.

CREATE TRIGGER prior_learning_looks_append_only BEFORE UPDATE OR DELETE ON prior_learning_looks FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER look_outcomes_append_only BEFORE UPDATE OR DELETE ON look_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_foreign_carry_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM current_decisions d JOIN submissions s ON s.id = d.submission_id
                   JOIN transfers t ON t.id = NEW.transfer_id AND t.enrolment_id = s.enrolment_id
                   WHERE d.id = NEW.decision_id AND d.learner_id = NEW.learner_id AND d.outcome = 'achieved') THEN
        RAISE EXCEPTION 'only what was achieved under this enrolment carries over';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER carry_overs_of_this_enrolment BEFORE INSERT ON carry_overs FOR EACH ROW EXECUTE FUNCTION refuse_foreign_carry_over();
