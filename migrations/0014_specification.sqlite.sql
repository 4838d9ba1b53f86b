-- A move is never taken back.

CREATE TRIGGER specification_mappings_no_update BEFORE UPDATE ON specification_mappings
BEGIN
    SELECT RAISE(ABORT, 'specification_mappings is append-only');
END;

CREATE TRIGGER specification_mappings_no_delete BEFORE DELETE ON specification_mappings
BEGIN
    SELECT RAISE(ABORT, 'specification_mappings is append-only');
END;

CREATE TRIGGER transfers_no_update BEFORE UPDATE ON transfers
BEGIN
    SELECT RAISE(ABORT, 'transfers is append-only');
END;

CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers
BEGIN
    SELECT RAISE(ABORT, 'transfers is append-only');
END;

CREATE TRIGGER transfer_looks_no_update BEFORE UPDATE ON transfer_looks
BEGIN
    SELECT RAISE(ABORT, 'transfer_looks is append-only');
END;

CREATE TRIGGER transfer_looks_no_delete BEFORE DELETE ON transfer_looks
BEGIN
    SELECT RAISE(ABORT, 'transfer_looks is append-only');
END;

CREATE TRIGGER carry_overs_no_update BEFORE UPDATE ON carry_overs
BEGIN
    SELECT RAISE(ABORT, 'carry_overs is append-only');
END;

CREATE TRIGGER carry_overs_no_delete BEFORE DELETE ON carry_overs
BEGIN
    SELECT RAISE(ABORT, 'carry_overs is append-only');
END;

CREATE TRIGGER prior_learning_no_update BEFORE UPDATE ON prior_learning
BEGIN
    SELECT RAISE(ABORT, 'prior_learning is append-only');
END;

CREATE TRIGGER prior_learning_no_delete BEFORE DELETE ON prior_learning
BEGIN
    SELECT RAISE(ABORT, 'prior_learning is append-only');
END;
