-- What somebody has said stays said.

CREATE TRIGGER assurances_no_update BEFORE UPDATE ON assurances
BEGIN
    SELECT RAISE(ABORT, 'assurances is append-only');
END;

CREATE TRIGGER assurances_no_delete BEFORE DELETE ON assurances
BEGIN
    SELECT RAISE(ABORT, 'assurances is append-only');
END;
