CREATE TRIGGER proposals_no_update BEFORE UPDATE ON proposals
BEGIN
    SELECT RAISE(ABORT, 'proposals is append-only');
END;

CREATE TRIGGER proposals_no_delete BEFORE DELETE ON proposals
BEGIN
    SELECT RAISE(ABORT, 'proposals is append-only');
END;

CREATE TRIGGER countersignatures_no_update BEFORE UPDATE ON countersignatures
BEGIN
    SELECT RAISE(ABORT, 'countersignatures is append-only');
END;

CREATE TRIGGER countersignatures_no_delete BEFORE DELETE ON countersignatures
BEGIN
    SELECT RAISE(ABORT, 'countersignatures is append-only');
END;
