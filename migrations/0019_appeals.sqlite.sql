-- An appeal and its answer stay.

CREATE TRIGGER appeals_no_update BEFORE UPDATE ON appeals
BEGIN
    SELECT RAISE(ABORT, 'appeals is append-only');
END;

CREATE TRIGGER appeals_no_delete BEFORE DELETE ON appeals
BEGIN
    SELECT RAISE(ABORT, 'appeals is append-only');
END;

CREATE TRIGGER appeal_withdrawals_no_update BEFORE UPDATE ON appeal_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'appeal_withdrawals is append-only');
END;

CREATE TRIGGER appeal_withdrawals_no_delete BEFORE DELETE ON appeal_withdrawals
BEGIN
    SELECT RAISE(ABORT, 'appeal_withdrawals is append-only');
END;

CREATE TRIGGER appeal_outcomes_no_update BEFORE UPDATE ON appeal_outcomes
BEGIN
    SELECT RAISE(ABORT, 'appeal_outcomes is append-only');
END;

CREATE TRIGGER appeal_outcomes_no_delete BEFORE DELETE ON appeal_outcomes
BEGIN
    SELECT RAISE(ABORT, 'appeal_outcomes is append-only');
END;
