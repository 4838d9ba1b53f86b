CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'ledger is append-only');
END;

CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'ledger is append-only');
END;

CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger
WHEN NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM ledger)
    OR NEW.previous <> COALESCE((SELECT hash FROM ledger ORDER BY sequence DESC LIMIT 1), NEW.previous)
BEGIN
    SELECT RAISE(ABORT, 'an entry follows the last of the ledger');
END;
