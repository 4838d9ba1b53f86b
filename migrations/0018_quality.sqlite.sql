-- What was found, asked and answered stays.

CREATE TRIGGER sampling_policies_no_update BEFORE UPDATE ON sampling_policies
BEGIN
    SELECT RAISE(ABORT, 'sampling_policies is append-only');
END;

CREATE TRIGGER sampling_policies_no_delete BEFORE DELETE ON sampling_policies
BEGIN
    SELECT RAISE(ABORT, 'sampling_policies is append-only');
END;

CREATE TRIGGER sampling_plans_no_update BEFORE UPDATE ON sampling_plans
BEGIN
    SELECT RAISE(ABORT, 'sampling_plans is append-only');
END;

CREATE TRIGGER sampling_plans_no_delete BEFORE DELETE ON sampling_plans
BEGIN
    SELECT RAISE(ABORT, 'sampling_plans is append-only');
END;

CREATE TRIGGER sampling_records_no_update BEFORE UPDATE ON sampling_records
BEGIN
    SELECT RAISE(ABORT, 'sampling_records is append-only');
END;

CREATE TRIGGER sampling_records_no_delete BEFORE DELETE ON sampling_records
BEGIN
    SELECT RAISE(ABORT, 'sampling_records is append-only');
END;

CREATE TRIGGER samples_no_update BEFORE UPDATE ON samples
BEGIN
    SELECT RAISE(ABORT, 'samples is append-only');
END;

CREATE TRIGGER samples_no_delete BEFORE DELETE ON samples
BEGIN
    SELECT RAISE(ABORT, 'samples is append-only');
END;

CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings
BEGIN
    SELECT RAISE(ABORT, 'findings is append-only');
END;

CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings
BEGIN
    SELECT RAISE(ABORT, 'findings is append-only');
END;

CREATE TRIGGER action_answers_no_update BEFORE UPDATE ON action_answers
BEGIN
    SELECT RAISE(ABORT, 'action_answers is append-only');
END;

CREATE TRIGGER action_answers_no_delete BEFORE DELETE ON action_answers
BEGIN
    SELECT RAISE(ABORT, 'action_answers is append-only');
END;

CREATE TRIGGER action_reviews_no_update BEFORE UPDATE ON action_reviews
BEGIN
    SELECT RAISE(ABORT, 'action_reviews is append-only');
END;

CREATE TRIGGER action_reviews_no_delete BEFORE DELETE ON action_reviews
BEGIN
    SELECT RAISE(ABORT, 'action_reviews is append-only');
END;
