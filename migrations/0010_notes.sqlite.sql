CREATE TRIGGER outlines_no_update BEFORE UPDATE ON outlines
BEGIN
    SELECT RAISE(ABORT, 'outlines is append-only');
END;

CREATE TRIGGER outlines_no_delete BEFORE DELETE ON outlines
BEGIN
    SELECT RAISE(ABORT, 'outlines is append-only');
END;
