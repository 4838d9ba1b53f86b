-- A look and its answer stay. Only what this learner has achieved under this enrolment carries over.

CREATE TRIGGER prior_learning_looks_no_update BEFORE UPDATE ON prior_learning_looks
BEGIN
    SELECT RAISE(ABORT, 'prior_learning_looks is append-only');
END;

CREATE TRIGGER prior_learning_looks_no_delete BEFORE DELETE ON prior_learning_looks
BEGIN
    SELECT RAISE(ABORT, 'prior_learning_looks is append-only');
END;

CREATE TRIGGER look_outcomes_no_update BEFORE UPDATE ON look_outcomes
BEGIN
    SELECT RAISE(ABORT, 'look_outcomes is append-only');
END;

CREATE TRIGGER look_outcomes_no_delete BEFORE DELETE ON look_outcomes
BEGIN
    SELECT RAISE(ABORT, 'look_outcomes is append-only');
END;

CREATE TRIGGER carry_overs_of_this_enrolment BEFORE INSERT ON carry_overs
WHEN NOT EXISTS (SELECT 1 FROM current_decisions d JOIN submissions s ON s.id = d.submission_id
                 JOIN transfers t ON t.id = NEW.transfer_id AND t.enrolment_id = s.enrolment_id
                 WHERE d.id = NEW.decision_id AND d.learner_id = NEW.learner_id AND d.outcome = 'achieved')
BEGIN
    SELECT RAISE(ABORT, 'only what was achieved under this enrolment carries over');
END;
